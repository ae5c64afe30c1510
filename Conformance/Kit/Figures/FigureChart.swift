import Foundation

/// Figures of both servers side by side, as bars of an SVG in a page.
package struct FigureChart {
    /// What is measured, in words.
    let title: String
    let unit: String
    let figures: [Figure]
    /// What the two servers are called.
    let names: (server: String, peer: String)

    /// Returns a chart for each scenario and unit of a document, of the figures that both servers have.
    package static func all(in document: FigureDocument) -> [FigureChart] {
        var charts: [FigureChart] = []
        var order: [String] = []
        let both = document.figures.filter { $0.peer != nil }
        for figure in both where !order.contains(key(figure)) { order.append(key(figure)) }
        for key in order {
            let members = both.filter { Self.key($0) == key }
            guard let first = members.first else { continue }
            charts.append(
                FigureChart(
                    title: document.scenarios[first.scenario] ?? first.scenario, unit: first.unit,
                    figures: members, names: (document.server.name, document.peer.name)))
        }
        return charts
    }

    private static func key(_ figure: Figure) -> String { "\(figure.scenario)\n\(figure.unit)" }

    // MARK: Drawing

    private static let width = 560.0
    private static let left = 132.0
    private static let right = 76.0
    private static let bar = 13.0
    private static let rowHeight = 42.0

    /// The SVG; each bar has its value beside it, and the picture a text for those who don't see it.
    package var svg: String {
        let height = Double(figures.count) * Self.rowHeight
        var text = "<svg role=\"img\" viewBox=\"0 0 \(Self.number(Self.width)) "
        text += "\(Self.number(height))\" aria-label=\"\(HTMLText.escaped(label))\">"
        for (index, figure) in figures.enumerated() {
            text += row(figure, top: Double(index) * Self.rowHeight)
        }
        return text + "</svg>"
    }

    /// What the picture tells, as text.
    var label: String {
        let parts = figures.map { figure in
            "\(name(of: figure)): \(names.server) \(Self.value(figure.server)), "
                + "\(names.peer) \(Self.value(figure.peer ?? 0))"
        }
        return "\(title), \(unit). \(parts.joined(separator: "; "))"
    }

    private func row(_ figure: Figure, top: Double) -> String {
        let middle = top + Self.rowHeight / 2
        return text(
            name(of: figure), x: Self.left - 10, y: middle + 4, style: "text-anchor=\"end\"")
            + bar(figure.server, "own", top: middle - Self.bar - 1)
            + bar(figure.peer ?? 0, "peer", top: middle + 1)
    }

    private func bar(_ value: Double, _ style: String, top: Double) -> String {
        let most = figures.flatMap { [$0.server, $0.peer ?? 0] }.max() ?? 0
        let space = Self.width - Self.left - Self.right
        let length = most > 0 ? max(1, value / most * space) : 1
        return "<rect class=\"\(style)\" x=\"\(Self.number(Self.left))\" y=\"\(Self.number(top))\""
            + " width=\"\(Self.number(length))\" height=\"\(Self.number(Self.bar))\" rx=\"2\"/>"
            + text(
                Self.value(value), x: Self.left + length + 6, y: top + Self.bar - 2.5,
                style: "class=\"value\"")
    }

    private func text(_ text: String, x: Double, y: Double, style: String) -> String {
        "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" \(style)>\(HTMLText.escaped(text))</text>"
    }

    /// The figure's name without the scenario, and without what the unit says already.
    private func name(of figure: Figure) -> String {
        var parts = figure.name.split(separator: ".").dropFirst().map(String.init)
        if parts.count > 1, ["cpu", "rps"].contains(parts.last) { parts.removeLast() }
        return parts.isEmpty ? figure.name : parts.joined(separator: " ")
    }

    /// A place or length with at most one digit behind the point.
    private static func number(_ value: Double) -> String {
        String(format: value == value.rounded() ? "%.0f" : "%.1f", value)
    }

    /// A measured value with three digits that say something.
    static func value(_ value: Double) -> String {
        switch abs(value) {
        case 100...: String(format: "%.0f", value)
        case 10...: String(format: "%.1f", value)
        case 1...: String(format: "%.2f", value)
        default: String(format: "%.3f", value)
        }
    }
}
