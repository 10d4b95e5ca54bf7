/// A few lines in the shape of each accepted file. The columns are those of the published files, the aircraft are made
/// up but for the marks that follow from their addresses.
enum AircraftDatabaseSamples {
  static let tar1090 = """
    004002;Z-WPA;B732;00;BOEING 737-2N0;;;
    3C48E8;D-ABGH;A319;00;AIRBUS A-319;2006;Eurowings;
    3EB1A6;16+01;A343;10;Airbus A340 313X;1999;Luftwaffe;
    A061D9;N12345;C172;0001;CESSNA 172;1975;Somebody\\; Trustee;
    A00725;N10000;GLF4;0010;;;;
    """

  static let flightAware = """
    icao24,r,t,desc
    3c48e8,D-ABGH,A319,L2J
    a061d9,N12345,C172,L1P
    abcdef,N86QU,,
    """

  static let openSkyOld = """
    "icao24","registration","manufacturericao","manufacturername","model","typecode","serialnumber","linenumber",\
    "icaoaircrafttype","operator","operatorcallsign","operatoricao","operatoriata","owner","testreg","registered",\
    "reguntil","status","built","firstflightdate","seatconfiguration","engines","modes","adsb","acars","notes",\
    "categoryDescription"
    "3c48e8","D-ABGH","AIRBUS","Airbus","A319 112","A319","3245","","L2J","","EUROWINGS","EWG","EW","Eurowings",\
    "","","","","2007-09-14","","","","false","false","false","",""
    "a061d9","N12345","CESSNA","Cessna","CESSNA 172 ""Skyhawk"", 1975","C172","1","","L1P","","","","",\
    "Smith, John","","","","","","","","","false","false","false","two\nlines",""
    """

  static let openSkyNew = """
    'icao24','timestamp','acars','adsb','built','categoryDescription','country','engines','firstFlightDate',\
    'firstSeen','icaoAircraftClass','lineNumber','manufacturerIcao','manufacturerName','model','modes','nextReg',\
    'notes','operator','operatorCallsign','operatorIata','operatorIcao','owner','prevReg','regUntil','registered',\
    'registration','selCal','serialNumber','status','typecode','vdl'
    '3c48e8','2017-09-15 00:10:03',0,0,'2007-09-14','',Germany,'',,,L2J,'',AIRBUS,Airbus,A319 112,0,'','',Eurowings,\
    EUROWINGS,'',EWG,Eurowings,'',,,D-ABGH,'','3245','',A319,0
    a061d9,'2022-10-14 19:00:00',0,0,,'',United States,'',,,L1P,'',CESSNA,'L'Avion','172 "Skyhawk"',0,'','','',\
    '','',Somebody,'O''Brien, Pat','',,,N12345,'','1','',C172,0
    """

  static let baseStation = """
    ModeS,Registration,ICAOTypeCode,OperatorFlagCode,Manufacturer,Type,RegisteredOwners
    3C48E8,D-ABGH,A319,EWG,Airbus,A319-112,Eurowings
    A061D9,N12345,C172,,Cessna,172,Somebody
    """

  static let all = [tar1090, flightAware, openSkyOld, openSkyNew, baseStation]
}
