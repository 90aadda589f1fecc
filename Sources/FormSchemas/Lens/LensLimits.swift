/// What lenses may take; the one place for these bounds.
enum LensLimits {
    /// Steps of one lens, those within others counted.
    static let stepsMax = 500
    /// Documents that are tried to make a failure smaller, and their bytes together.
    static let shrinkingsMax = 3_000
    static let shrinkingBytesMax = 1 << 23
}
