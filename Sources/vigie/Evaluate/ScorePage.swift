import Evaluation
import Foundation

/// A score as one page that needs nothing else: no script, no picture, no font from anywhere.
struct ScorePage {
  /// A page must stay small enough to open.
  private static let targetRowsMax = 500

  let score: TrackScore
  let figures: [ScoreFigure]
  let truth: [TruthSample]
  let truthName: String
  let tracksName: String

  /// The whole page.
  var text: String {
    """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>Tracks against truth: \(Markup.escaped(tracksName))</title>
    <style>\(ScorePageStyle.text)</style></head><body>
    <header><h1>Tracks against truth</h1>
    <p>\(Markup.escaped(tracksName)) against \(Markup.escaped(truthName)): \(span)</p></header>
    <section class="tiles">\(tiles)</section>
    <div class="pair">
    <section><h2>Position error</h2><p class="note">RMS of the assigned pairs, over time</p>\
    \(ScoreCharts.error(score.steps))</section>
    <section><h2>Missed and false</h2><p class="note"><span class="key missed">missed targets</span>
    <span class="key false">false tracks</span></p>\(ScoreCharts.missedAndFalse(score.steps))</section>
    </div>
    <div class="pair">
    <section><h2>How large errors are</h2><p class="note">\(score.errorsMetres.count) pairs; the last bar holds all beyond</p>\
    \(ScoreCharts.histogram(score.errorsMetres))</section>
    <section><h2>Honesty by means of detection</h2>\(sources)</section>
    </div>
    \(map)
    <section><h2>All figures</h2><table class="figures"><tbody>\(figureRows)</tbody></table></section>
    <section><h2>Targets</h2>\(targetTable)</section>
    <footer>Written by vigie evaluate. Docs: docs/guides/evaluate.md</footer>
    </body></html>
    """
  }

  private var span: String {
    let first = score.steps.first?.timeSeconds ?? 0
    let last = score.steps.last?.timeSeconds ?? 0
    return "\(score.scoringTimes) scoring times from \(Markup.clock(first)) to \(Markup.clock(last)), "
      + "\(score.targets.count) targets, \(score.tracks.total) tracks, c = \(Markup.short(score.settings.cutoffMetres)) m"
  }

  // MARK: Tiles

  private var tiles: String {
    let chosen: [(String, String)] = [
      ("gospa_per_target", "GOSPA per target"), ("gospa_loc_rms", "position error, RMS"),
      ("missed_mean", "missed at a time"), ("false_mean", "false at a time"),
      ("siap_completeness", "completeness"), ("continuity_ls", "continuity"), ("nees_over_dof", "NEES"),
      ("init_latency_med_s", "initiation"),
    ]
    return chosen.compactMap { key, title in
      figures.first { $0.key == key }.map { figure in
        "<div class=\"tile\"><b>\(figure.text)<small> \(figure.unit)</small></b><span>\(title)</span></div>"
      }
    }.joined()
  }

  // MARK: Tables

  private var figureRows: String {
    figures.map { figure in
      "<tr><th>\(figure.key)</th><td class=\"number\">\(figure.text)</td><td>\(figure.unit)</td>"
        + "<td>\(Markup.escaped(figure.meaning))</td></tr>"
    }.joined()
  }

  private var sources: String {
    guard !score.accuracy.neesBySource.isEmpty else {
      return "<p class=\"note\">The tracks do not tell by which means they were seen.</p>"
    }
    let rows = score.accuracy.neesBySource.map { source in
      "<tr><th>\(Self.name(of: source.source))</th><td class=\"number\">\(Markup.short(source.nees))</td>"
        + "<td class=\"number\">\(Markup.short(source.positionRMSMetres)) m</td>"
        + "<td class=\"number\">\(source.pairs)</td></tr>"
    }
    return "<p class=\"note\">NEES: squared error over the claimed one. 1 is honest, above is overconfident.</p>"
      + "<table><thead><tr><th>best means</th><th class=\"number\">NEES</th>"
      + "<th class=\"number\">position error, RMS</th><th class=\"number\">pairs</th></tr></thead>"
      + "<tbody>\(rows.joined())</tbody></table>"
  }

  private static func name(of source: TrackSource) -> String {
    switch source {
    case .adsb: "ADS-B"
    case .secondary: "secondary radar"
    case .primary: "primary radar"
    }
  }

  /// The worst first: those missed most, then those placed worst.
  private var targetTable: String {
    let covered = score.targets.filter { $0.coveredTimes > 0 }
    let order = covered.indices.sorted { left, right in
      let (one, other) = (covered[left], covered[right])
      let (gap, otherGap) = (one.coveredTimes - one.trackedTimes, other.coveredTimes - other.trackedTimes)
      if gap != otherGap { return gap > otherGap }
      let (error, otherError) = (one.positionRMSMetres ?? 0, other.positionRMSMetres ?? 0)
      return error != otherError ? error > otherError : left < right
    }
    let heads = [
      "covered", "tracked", "initiation, s", "longest stretch", "switches", "breaks", "error RMS, m", "greatest, m",
    ]
    let rows = order.prefix(Self.targetRowsMax).map { Self.row(covered[$0]) }
    let rest = covered.count > Self.targetRowsMax ? " The worst \(Self.targetRowsMax) of \(covered.count)." : ""
    return "<p class=\"note\">Those missed longest first. Counts are scoring times.\(rest)</p>"
      + "<table class=\"targets\"><thead><tr><th>target</th>"
      + heads.map { "<th class=\"number\">\($0)</th>" }.joined()
      + "</tr></thead><tbody>\(rows.joined())</tbody></table>"
  }

  private static func row(_ target: TargetScore) -> String {
    let cells = [
      String(target.coveredTimes), String(target.trackedTimes), target.initiationSeconds.map(Markup.short) ?? "never",
      target.longestStretchShare.map(Markup.short) ?? "-", String(target.identitySwitches), String(target.breaks),
      target.positionRMSMetres.map(Markup.short) ?? "-", target.positionGreatestMetres.map(Markup.short) ?? "-",
    ]
    return "<tr><th>\(Markup.escaped(target.target))</th>"
      + cells.map { "<td class=\"number\">\($0)</td>" }.joined() + "</tr>"
  }

  // MARK: Map

  private var map: String {
    let map = ScoreMap(truth: truth, marks: score.marks)
    let missed = score.marks.count { $0.kind == .missed }
    let remark = map.remark
    let circle = Self.sign("<circle class=\"missed\" cx=\"6\" cy=\"6\" r=\"4\"/>")
    let cross = Self.sign("<path class=\"false\" d=\"M2 2l8 8m0 -8l-8 8\"/>")
    return "<section><h2>Where</h2><p class=\"note\">"
      + "<span class=\"key\">\(circle) missed target (\(missed))</span> "
      + "<span class=\"key\">\(cross) false track (\(score.marks.count - missed))</span> "
      + "<span class=\"key flight\">true flight</span> \(remark.isEmpty ? "" : "(\(remark))")</p>\(map.text)</section>"
  }

  /// A sign of the map, in a line of text.
  private static func sign(_ drawing: String) -> String {
    "<svg class=\"sign\" viewBox=\"0 0 12 12\">\(drawing)</svg>"
  }
}

/// The page's looks: one light theme that prints as it shows.
enum ScorePageStyle {
  static let text = """
    :root{--ink:#1d2733;--soft:#5c6a79;--line:#dbe1e8;--error:#1f5fa8;--missed:#b3261e;--false:#b26a00;--flight:#9db0c4}
    *{box-sizing:border-box}
    body{margin:0 auto;padding:24px;max-width:1320px;font:15px/1.45 system-ui,sans-serif;color:var(--ink);background:#f5f7f9}
    h1{font-size:24px;margin:0}h2{font-size:17px;margin:0 0 4px}
    header p,.note,footer{color:var(--soft);margin:2px 0 10px;overflow-wrap:anywhere}
    section{background:#fff;border:1px solid var(--line);border-radius:8px;padding:16px 18px;margin:14px 0}
    .tiles{display:grid;grid-template-columns:repeat(8,1fr);gap:0;padding:10px 0}
    .tile{padding:4px 14px;border-left:1px solid var(--line)}.tile:first-child{border:0}
    .tile b{display:block;font-size:22px;font-weight:600;white-space:nowrap;font-variant-numeric:tabular-nums}
    .tile small{font-size:13px;font-weight:400;color:var(--soft)}.tile span{color:var(--soft);font-size:13px}
    .pair{display:grid;grid-template-columns:1fr 1fr;gap:14px}.pair section{margin:0}.pair+.pair{margin-top:14px}
    svg{display:block;width:100%;height:auto}
    svg text{font:12px system-ui,sans-serif;fill:var(--soft)}.end{text-anchor:end}.middle{text-anchor:middle}
    .grid{stroke:var(--line);fill:none}.axis,.tick{stroke:var(--soft);fill:none}
    .line{fill:none;stroke-width:1.6;stroke-linejoin:round}.line.error{stroke:var(--error)}
    .line.missed{stroke:var(--missed)}.line.false{stroke:var(--false);stroke-dasharray:5 3}
    .bar{fill:var(--error)}.bar.rest{fill:var(--missed)}
    .flight{stroke:var(--flight);fill:none;stroke-width:1}
    circle.missed{fill:none;stroke:var(--missed);stroke-width:1.4}
    path.false:not(.line){stroke:var(--false);stroke-width:1.6}
    .key{margin-right:14px}svg.sign{display:inline-block;width:13px;vertical-align:-1px}
    .key[class~=missed]::before,.key[class~=false]::before,.key[class~=flight]::before{content:"";display:inline-block;\
    width:20px;margin-right:6px;vertical-align:middle}
    .key.missed::before{border-top:3px solid var(--missed)}.key.false::before{border-top:3px dashed var(--false)}
    .key.flight::before{border-top:2px solid var(--flight)}
    table{border-collapse:collapse;width:100%}th{text-align:left;font-weight:500}thead th{color:var(--soft)}
    td,th{padding:3px 10px 3px 0;border-bottom:1px solid var(--line);vertical-align:top}
    .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    .figures th{width:270px;font:13px ui-monospace,monospace}.figures td:nth-child(2){width:90px}
    .figures td:nth-child(3){width:50px;padding-left:6px}
    .figures td:last-child{color:var(--soft);padding-left:10px}
    @media(max-width:1000px){.tiles{grid-template-columns:repeat(4,1fr)}.pair{grid-template-columns:1fr}}
    @media print{body{background:#fff;padding:0;font-size:11px}section{break-inside:avoid;border-color:#bbb}
    section:last-of-type{break-inside:auto}tr{break-inside:avoid}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
    """
}
