/// The one table of settings: every directive of redis-server 7.0.15.
package enum ConfigTable {
    package static let rows: [ConfigDirective] = {
        var rows: [ConfigDirective] = []
        rows.reserveCapacity(192)
        for group in [
            network, security, process, keyspace, encodings, observing, snapshots, appendOnlyFile,
            replication, cluster, tls,
        ] {
            rows += group
        }
        return rows
    }()

    /// Where a name, or an alias, leads.
    package struct Match: Equatable, Sendable {
        package let row: Int
        package let isAlias: Bool

        package var directive: ConfigDirective { ConfigTable.rows[row] }

        /// The name in small letters.
        package var name: String {
            isAlias ? directive.alias ?? directive.name : directive.name
        }

        package static func == (a: Match, b: Match) -> Bool {
            a.row == b.row && a.isAlias == b.isAlias
        }
    }

    /// Finds a directive by its name or alias, in either case.
    package static func find(_ name: [UInt8]) -> Match? {
        if name.contains(0) { return nil }
        for (row, directive) in rows.enumerated() {
            if ConfigName.equal(directive.name, name) { return Match(row: row, isAlias: false) }
            if let alias = directive.alias, ConfigName.equal(alias, name) {
                return Match(row: row, isAlias: true)
            }
        }
        return nil
    }
}
