import Crypto

extension SHA256 {
    /// The digest of `bytes`, 32 bytes.
    static func digest(of bytes: [UInt8]) -> [UInt8] { hash(data: bytes).bytes }
}

extension SHA256Digest {
    /// The 32 bytes, copied at once: a digest's own iterator is not specialised across modules.
    var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
}
