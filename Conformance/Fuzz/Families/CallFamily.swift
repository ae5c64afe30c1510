/// Calls that are made of the same templates.
package enum CallFamily: String, Sendable, CaseIterable {
    case strings, bitmaps, hyperloglogs, geo, lists, sets, hashes
    case sortedSets = "sorted-sets"
    case streams, groups, keys, expiry, databases, dump, sort, connection, settings, server, scripts
    case transactions, clients

    /// How often it is used beside others.
    var weight: Int {
        switch self {
        case .strings, .lists, .sets, .hashes: 12
        case .sortedSets: 16
        case .streams, .groups, .keys: 10
        case .bitmaps, .hyperloglogs, .geo, .expiry, .scripts: 6
        case .sort, .dump, .transactions: 4
        case .settings, .server, .connection, .databases, .clients: 1
        }
    }

    /// The templates, one a line; none where calls of other families are wrapped, nor where several
    /// clients act in turn.
    var text: String {
        switch self {
        case .strings: ValueTemplates.strings
        case .bitmaps: ValueTemplates.bitmaps
        case .hyperloglogs: ValueTemplates.hyperloglogs
        case .geo: ValueTemplates.geo
        case .lists: CollectionTemplates.lists
        case .sets: CollectionTemplates.sets
        case .hashes: CollectionTemplates.hashes
        case .sortedSets: CollectionTemplates.sortedSets
        case .streams: StreamTemplates.streams
        case .groups: StreamTemplates.groups
        case .keys: KeyspaceTemplates.keys
        case .expiry: KeyspaceTemplates.expiry
        case .databases: KeyspaceTemplates.databases
        case .dump: KeyspaceTemplates.dump
        case .sort: KeyspaceTemplates.sort
        case .connection: KeyspaceTemplates.connection
        case .settings: KeyspaceTemplates.settings
        case .server: ServerTemplates.server
        case .scripts: ScriptTexts.templates
        case .transactions, .clients: ""
        }
    }
}
