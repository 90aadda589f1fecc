/// The maxima of the formats: whatever exceeds one is refused before it is worked on.
///
/// `docs/formats.md` repeats them, as every reader of these formats must know them.
public enum DocumentLimits {
    /// The largest document, in bytes.
    public static let documentBytesMax = 1_048_576
    /// The largest part, in bytes.
    public static let partBytesMax = 65_536
    /// The largest document with all its parts, in bytes: what fits into one message.
    public static let formBytesMax = 3_145_728
    /// How many parts a document may refer to.
    public static let partsMax = 64
    /// The longest salt of a part, in bytes.
    public static let saltBytesMax = 64
    /// The shortest salt of a part, in bytes: what cannot be guessed along with a short value.
    public static let saltBytesMin = 16
    /// The longest detached signature in compact form, in bytes. RSA of 8192 bits fits.
    public static let signatureBytesMax = 2_048
    /// The sizes of RSA keys that sign, in bits.
    public static let rsaBits = 2_048...8_192
    /// How many certificates a chain may have, the signer's own included.
    public static let chainCertificatesMax = 4
    /// The largest certificate of a chain, in bytes of DER.
    public static let chainCertificateBytesMax = 8_192
    /// How many records a bulk submission has at most.
    public static let bulkRecordsMax = 10_000_000
    /// The largest record of a bulk submission, in bytes.
    public static let bulkRecordBytesMax = 65_536
    /// The largest bundle, in bytes: document, all parts and chain in Base64.
    public static let bundleBytesMax = 8_388_608
}
