/// Why a catalogue cannot be used.
public struct CatalogueError: Error, Sendable, CustomStringConvertible {
    /// The file, relative to the catalogue.
    public let path: String
    /// One English sentence for the catalogue's author.
    public let message: String

    public var description: String { "\(path): \(message)" }
}
