internal import Crypto
internal import TransparencyLog

/// What ties the token of a page to the search that it belongs to.
enum PageToken {
    /// - Parameter search: its conditions as text.
    static func mark(of search: String) -> String {
        Hex.encode(Array(SHA256.hash(data: Array(search.utf8)).prefix(6)))
    }
}
