import FormDocument
import X509

/// Keys and certificates of a profile, read and judged.
enum Credentials {
    private static let fileBytesMax = 262_144

    /// The text of a file of certificates.
    ///
    /// - Throws: ``ClientError`` `.local`, also if anyone but the owner can change the file: whoever
    ///   can decides whom the client believes.
    static func certificateText(_ path: String) throws(ClientError) -> String {
        let bytes = try LocalFile.read(path, bytesMax: fileBytesMax)
        guard !LocalFile.isWritableByOthers(path) else {
            throw ClientError(.local, .writableByOthers(path), advice: .chmodWrite(path))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text of a key's file.
    ///
    /// - Throws: ``ClientError`` `.local`, also if anyone but the owner can read the key.
    static func keyText(_ path: String) throws(ClientError) -> String {
        let bytes = try LocalFile.read(path, bytesMax: fileBytesMax)
        guard !LocalFile.laxPermissions(of: path) else {
            throw ClientError(.local, .laxPermissions(path), advice: .chmod(path))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The roots in a file of PEM certificates; at least one.
    static func roots(_ path: String) throws(ClientError) -> [Certificate] {
        let text = try certificateText(path)
        let blocks = PEMBlocks.certificates(in: text)
        let roots = blocks.compactMap { try? Certificate(pemEncoded: $0) }
        guard !roots.isEmpty, roots.count == blocks.count else {
            throw ClientError(.local, .notCertificates(path))
        }
        return roots
    }

    /// The signer's chain in a file of PEM certificates.
    static func chain(_ path: String) throws(ClientError) -> SignerChain {
        do {
            return try SignerChain(pem: try certificateText(path))
        } catch let error as ClientError {
            throw error
        } catch {
            throw ClientError(.local, .notCertificates(path))
        }
    }

    static func signingKey(_ path: String) throws(ClientError) -> SigningKey {
        let text = try keyText(path)
        do {
            return try SigningKey(pem: text)
        } catch {
            throw ClientError(.local, .notASigningKey(path, error))
        }
    }
}

/// What a profile signs with.
struct Signer: Sendable {
    let key: SigningKey
    let chain: SignerChain

    /// - Throws: ``ClientError`` `.local` if key and certificate cannot be read, do not belong
    ///   together, or are another agency's.
    init(_ profile: Profile) throws(ClientError) {
        key = try Credentials.signingKey(profile.signingKey)
        chain = try Credentials.chain(profile.signingCertificate)
        guard key.matches(chain.leaf) else {
            throw ClientError(
                .local, .keyIsNotTheCertificates(profile.signingKey, profile.signingCertificate))
        }
        let identity = try? CertificateIdentity(certificateDER: chain.leafDER)
        if let agency = identity?.agency, agency != profile.agency {
            throw ClientError(
                .local, .certificateOfAnother(profile.signingCertificate, agency, profile.agency))
        }
    }
}

/// The blocks of a PEM text, passing over everything around them.
enum PEMBlocks {
    private static let first = "-----BEGIN CERTIFICATE-----"
    private static let last = "-----END CERTIFICATE-----"

    /// Each certificate's block, as text.
    static func certificates(in text: String) -> [String] {
        var blocks: [String] = []
        var block: [Substring]?
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix(first) { block = [] }
            block?.append(line)
            if line.hasPrefix(last), let lines = block {
                blocks.append(lines.joined(separator: "\n"))
                block = nil
            }
        }
        return blocks
    }
}
