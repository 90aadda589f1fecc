/// The maxima of the log's formats: whatever exceeds one is refused before it is worked on.
///
/// `docs/formats.md` repeats them, as every reader of these formats must know them.
public enum LogLimits {
    /// The largest tree, in leaves: what fits into 63 bits with room for arithmetic.
    public static let treeSizeMax: Int64 = 1 << 62
    /// The longest leaf, in bytes.
    public static let leafBytesMax = 1_024
    /// How many hashes a full tile has, and how many leaves a full entry bundle.
    public static let tileWidthMax = 256
    /// The longest inclusion proof, in hashes: one for each level of the largest tree.
    public static let inclusionHashesMax = 62
    /// The longest consistency proof, in hashes.
    public static let consistencyHashesMax = 63
    /// How many extension lines a checkpoint may have.
    public static let extensionLinesMax = 16
    /// The largest signed note, in bytes.
    public static let noteBytesMax = 65_536
    /// How many signatures a note may have; C2SP asks readers for 16 at least.
    public static let noteSignaturesMax = 32
    /// The longest name of a note's key, and so of an exchange and of its log, in bytes.
    public static let noteKeyNameBytesMax = 128
}
