// swift-format-ignore-file

/// The Comm-B registers that are read inside records: 1,0 1,7 2,0 3,0 4,0 4,4 4,5 5,0 6,0.
///
/// Source: ICAO Doc 9871 (edition 2), tables A-2-16, A-2-23, A-2-32, A-2-48, A-2-64, A-2-68, A-2-69, A-2-80 and A-2-96. The
/// grammar of the rows is in docs/guides/asterix-definitions.md. A sign bit and the magnitude after it are one element in
/// two's complement. A register whose status bit is 0 has no meaning in the field after it.
enum CommBRegisterRows {
  /// Which item row each register is, by its number: 0x40 for BDS 4,0.
  static let registers: [(register: UInt8, item: Int)] = [
    (0x10, 17), (0x17, 42), (0x20, 44), (0x30, 51), (0x40, 64), (0x44, 76), (0x45, 89), (0x50, 100), (0x60, 111)
  ]

  static let rows: StaticString = #"""
    C|R
    V|E|8|c0
    I|BDS|Register number|v0
    C|T|0=No|1=Yes
    V|E|1|c1
    I|CF|Continuation flag|v1
    I|OCC|Overlay command capability|v1
    C|T|0=Failed or on standby|1=Operational
    V|E|1|c2
    I|ACAS|ACAS operational|v2
    C|T|0=Not available|1=Doc 9688 (1996)|2=Doc 9688 (1998)|3=Annex 10 volume III, amendment 77|4=Doc 9871 edition 1|5=Doc 9871 edition 2
    V|E|7|c3
    I|MSSV|Mode S subnetwork version number|v3
    C|T|0=Level 2 to 4|1=Level 5
    V|E|1|c4
    I|TEPI|Transponder enhanced protocol indicator|v4
    I|MSSC|Mode S specific services capability|v1
    C|T|0=None|1=16 segments in 1 s|2=16 segments in 500 ms|3=16 segments in 250 ms|4=16 segments in 125 ms|5=16 segments in 60 ms|6=16 segments in 30 ms
    V|E|3|c5
    I|UELM|Uplink ELM average throughput capability|v5
    C|T|0=None|1=One of 4 segments every second|2=One of 8 segments every second|3=One of 16 segments every second|4=One of 16 segments every 500 ms|5=One of 16 segments every 250 ms|6=One of 16 segments every 125 ms
    V|E|4|c6
    I|DELM|Downlink ELM throughput capability|v6
    I|AIC|Aircraft identification capability|v1
    C|T|0=Registers 0,5 and 0,6 not both updated in the last 10 s|1=Registers 0,5 and 0,6 updated in the last 10 s
    V|E|1|c7
    I|SCS|Squitter capability subfield|v7
    I|SIC|Surveillance identifier code capability|v1
    I|CUGC|Change in the common usage GICB capability report|v1
    I|HYB|ACAS hybrid surveillance capability|v1
    C|T|0=Traffic advisories only|1=Traffic and resolution advisories
    V|E|1|c8
    I|TARA|ACAS generates resolution advisories|v8
    C|T|0=RTCA DO-185 (6.04A)|1=RTCA DO-185A|2=RTCA DO-185B|3=Reserved
    V|E|2|c9
    I|ACASV|ACAS version|v9
    V|E|16|c0
    I|DTE|Status of the 16 data terminal equipments|v10
    V|G|i0 i1 s5 i2 i3 i4 i5 i6 i7 i8 i9 i10 i11 i12 i13 i14 i15 i16
    I|1,0|Data link capability report|v11
    C|T|0=Not available|1=Available
    V|E|1|c10
    I|0,5|Extended squitter airborne position|v12
    I|0,6|Extended squitter surface position|v12
    I|0,7|Extended squitter status|v12
    I|0,8|Extended squitter identification and category|v12
    I|0,9|Extended squitter airborne velocity|v12
    I|0,A|Extended squitter event-driven information|v12
    I|2,0|Aircraft identification|v12
    I|2,1|Aircraft registration number|v12
    I|4,0|Selected vertical intention|v12
    I|4,1|Next waypoint identifier|v12
    I|4,2|Next waypoint position|v12
    I|4,3|Next waypoint information|v12
    I|4,4|Meteorological routine report|v12
    I|4,5|Meteorological hazard report|v12
    I|4,8|VHF channel report|v12
    I|5,0|Track and turn report|v12
    I|5,1|Position coarse|v12
    I|5,2|Position fine|v12
    I|5,3|Air-referenced state vector|v12
    I|5,4|Waypoint 1|v12
    I|5,5|Waypoint 2|v12
    I|5,6|Waypoint 3|v12
    I|5,F|Quasi-static parameter monitoring|v12
    I|6,0|Heading and speed report|v12
    V|G|i18 i19 i20 i21 i22 i23 i24 i25 i26 i27 i28 i29 i30 i31 i32 i33 i34 i35 i36 i37 i38 i39 i40 i41 s32
    I|1,7|Common usage GICB capability report|v13
    C|S|I
    V|E|48|c11
    I|CHR|Aircraft identification|v14
    V|G|i0 i43
    I|2,0|Aircraft identification|v15
    V|E|14|c0
    I|ARA|Active resolution advisories|v16
    V|E|4|c0
    I|RAC|Resolution advisory complements|v17
    I|RAT|Resolution advisory terminated|v1
    I|MTE|Multiple threat encounter|v1
    C|T|0=No identity data|1=Mode S address|2=Altitude, range and bearing|3=Not assigned
    V|E|2|c12
    I|TTI|Threat type indicator|v18
    V|E|26|c0
    I|TID|Threat identity data|v19
    V|G|i0 i45 i46 i47 i48 i49 i50
    I|3,0|ACAS active resolution advisory|v20
    C|T|0=Invalid|1=Valid
    V|E|1|c13
    I|MCPS|Status of MCP/FCU selected altitude|v21
    C|Q|u|16|ft|
    V|E|12|c14
    I|MCP|MCP/FCU selected altitude|v22
    I|FMSS|Status of FMS selected altitude|v21
    I|FMS|FMS selected altitude|v22
    I|BPSS|Status of barometric pressure setting|v21
    C|Q|u|1/10|mb|
    V|E|12|c15
    I|BPS|Barometric pressure setting minus 800 mb|v23
    C|T|0=No mode information provided|1=Mode information provided
    V|E|1|c16
    I|MODES|Status of MCP/FCU mode bits|v24
    C|T|0=Not active|1=Active
    V|E|1|c17
    I|VNAV|VNAV mode|v25
    I|ALTH|Altitude hold mode|v25
    I|APP|Approach mode|v25
    C|T|0=No source information provided|1=Source information provided
    V|E|1|c18
    I|SRCS|Status of target altitude source bits|v26
    C|T|0=Unknown|1=Aircraft altitude|2=MCP/FCU selected altitude|3=FMS selected altitude
    V|E|2|c19
    I|SRC|Target altitude source|v27
    V|G|i52 i53 i54 i55 i56 i57 s8 i58 i59 i60 i61 s2 i62 i63
    I|4,0|Selected vertical intention|v28
    C|T|0=Invalid|1=INS|2=GNSS|3=DME/DME|4=VOR/DME
    V|E|4|c20
    I|FOM|Figure of merit and source|v29
    I|WS|Status of wind speed and direction|v21
    C|Q|u|1|kt|
    V|E|9|c21
    I|WSP|Wind speed|v30
    C|Q|u|45/64|°|
    V|E|9|c22
    I|WDI|Wind direction (true)|v31
    C|Q|s|1/4|°C|
    V|E|11|c23
    I|SAT|Static air temperature|v32
    I|ASPS|Status of average static pressure|v21
    C|Q|u|1|mb|
    V|E|11|c24
    I|ASP|Average static pressure|v33
    I|TRBS|Status of turbulence|v21
    C|T|0=Nil|1=Light|2=Moderate|3=Severe
    V|E|2|c25
    I|TRB|Turbulence|v34
    I|HUMS|Status of humidity|v21
    C|Q|u|25/16|%|
    V|E|6|c26
    I|HUM|Humidity|v35
    V|G|i65 i66 i67 i68 i69 i70 i71 i72 i73 i74 i75
    I|4,4|Meteorological routine air report|v36
    I|WSHS|Status of wind shear|v21
    I|WSH|Wind shear|v34
    I|MBS|Status of microburst|v21
    I|MB|Microburst|v34
    I|ICES|Status of icing|v21
    I|ICE|Icing|v34
    I|WVS|Status of wake vortex|v21
    I|WV|Wake vortex|v34
    I|SATS|Status of static air temperature|v21
    V|E|10|c23
    I|SAT|Static air temperature|v37
    I|RHS|Status of radio height|v21
    I|RH|Radio height|v22
    V|G|i72 i73 i77 i78 i79 i80 i81 i82 i83 i84 i85 i86 i70 i71 i87 i88 s5
    I|4,5|Meteorological hazard report|v38
    I|RS|Status of roll angle|v21
    C|Q|s|45/256|°|
    V|E|10|c27
    I|ROLL|Roll angle, right wing down positive|v39
    I|TTAS|Status of true track angle|v21
    V|E|11|c27
    I|TTA|True track angle|v40
    I|GSS|Status of ground speed|v21
    C|Q|u|2|kt|
    V|E|10|c28
    I|GS|Ground speed|v41
    I|TARS|Status of track angle rate|v21
    C|Q|s|1/32|°/s|
    V|E|10|c29
    I|TAR|Track angle rate|v42
    I|TASS|Status of true airspeed|v21
    I|TAS|True airspeed|v41
    V|G|i90 i91 i92 i93 i94 i95 i96 i97 i98 i99
    I|5,0|Track and turn report|v43
    I|HDGS|Status of magnetic heading|v21
    I|HDG|Magnetic heading|v40
    I|IASS|Status of indicated airspeed|v21
    V|E|10|c21
    I|IAS|Indicated airspeed|v44
    I|MACHS|Status of Mach number|v21
    C|Q|u|1/250|Mach|
    V|E|10|c30
    I|MACH|Mach number|v45
    I|BARS|Status of barometric altitude rate|v21
    C|Q|s|32|ft/min|
    V|E|10|c31
    I|BAR|Barometric altitude rate|v46
    I|IVVS|Status of inertial vertical velocity|v21
    I|IVV|Inertial vertical velocity|v46
    V|G|i101 i102 i103 i104 i105 i106 i107 i108 i109 i110
    I|6,0|Heading and speed report|v47
    """#
}
