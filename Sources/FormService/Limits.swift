internal import Foundation

/// Every maximum of the service, in one place.
///
/// What a document, its parts and its signature may measure is part of their formats and stands in
/// `DocumentLimits`.
public struct Limits: Sendable {
    /// The largest gRPC message, in bytes. A larger one resets its stream; the largest document is
    /// well below, so that "too large" is a clear error.
    public var messageBytesMax = 4_194_304
    /// How many calls one connection may have open. Fewer than the transport lets a client take back
    /// within half a minute: the calls whose deadline passes are taken back.
    public var streamsPerConnectionMax = 128
    /// How many calls one agency may have open over all its connections: calls of one request and
    /// one answer, streams of submissions, and streams that it reads.
    public var callsPerAgencyMax = 256
    public var uploadsPerAgencyMax = 32
    public var watchesPerAgencyMax = 1_024
    /// Of how many of these the first request may still be coming: each may be as large as a message.
    public var comingRequestsPerAgencyMax = 256
    /// How long a call that is one too many waits for its refusal, and how many of an agency do.
    public var refusalDelay = Duration.milliseconds(250)
    public var waitingRefusalsPerAgencyMax = 256
    /// How long a client may take to send its request, and to take the answer of a call that is no
    /// stream.
    public var callTimeout = Duration.seconds(60)
    /// How many submissions are worked on at a time, so that the processors and the next batch of
    /// the log have enough of them; the agencies take turns for the next.
    public var workWidth = 16 * ProcessInfo.processInfo.activeProcessorCount
    /// How long the words of an officer and a reason may be, in Unicode scalars.
    public var officerCharactersMax = 200
    public var reasonCharactersMin = 3
    public var reasonCharactersMax = 500
    /// How many summaries one search returns at most, and when none is asked for.
    public var searchLimitMax = 1_000
    public var searchLimitDefault = 100
    /// How many forms of a case are shown at most.
    public var caseFormsMax = 1_000
    /// How often a submission is checked again because the participants have changed meanwhile.
    public var participantChangesMax = 5
    /// How many connections a server keeps, how many of one agency, and how long a peer may take for
    /// its handshake.
    public var connectionsMax = 4_096
    public var connectionsPerAgencyMax = 512
    public var handshakeTimeout = Duration.seconds(10)
    /// How long a connection is used before its client has to make a new one: what was decided at
    /// its handshake must not count for ever.
    public var connectionAgeMax = Duration.seconds(24 * 3_600)
    /// How many violations one answer lists at most.
    public var violationsMax = 1_000
    /// How many inbox entries are read at a time for a watch.
    public var watchPageRows = 200
    /// How many reminders a watch gets at a time, and how often it looks for them.
    public var remindersMax = 100
    public var reminderInterval = Duration.seconds(60)
    /// How far the clocks of a signer and of this server may differ.
    public var clockSkewMax = Duration.seconds(300)
    /// How long a database statement may take.
    public var statementTimeout = Duration.seconds(10)
    /// How long a transaction may stand idle before PostgreSQL ends it: a stalled server must not
    /// keep the log's head from the others.
    public var idleTransactionTimeout = Duration.seconds(5)
    /// How many forms one request of a batch has at most, and how many requests of one stream are
    /// worked on at a time.
    public var batchFormsMax = 1_000
    public var batchRequestsMax = 4
    /// How many records one request of a bulk submission has at most, how many requests are worked on
    /// at a time, and how large all records together may be.
    public var bulkChunkRecordsMax = 1_000
    public var bulkChunksMax = 3
    public var bulkBytesMax: Int64 = 16 << 30
    /// How many violations of one record are told, and how large they may be.
    public var recordViolationsMax = 20
    public var recordViolationBytesMax = 16_384
    /// How many results of records one response has at most.
    public var recordResultsMax = 50
    /// How many bulk submissions an agency may have begun and not finished, and how long after the
    /// last record one is kept.
    public var unfinishedUploadsMax = 16
    public var unfinishedUploadAge = Duration.seconds(7 * 24 * 3_600)
    /// How many records of an abandoned bulk submission are removed by one transaction.
    public var removedRecordsMax = 10_000
    /// How many records are read at a time, and after how many bytes of them a response is sent.
    public var recordPageRows = 128
    public var recordPageBytes = 1 << 20
    /// How much may wait to be stored, in all and of one agency: entries and bytes. Above, calls are
    /// told to try again later.
    public var queuedEntriesMax = 8_192
    public var queuedEntriesPerAgencyMax = 4_096
    public var queuedBytesMax = 64 << 20
    public var queuedBytesPerAgencyMax = 32 << 20
    /// How much one transaction stores at most, unless a single call has more: entries and bytes.
    public var batchEntriesMax = 512
    public var batchBytesMax = 8 << 20
    /// What the dialogue of a form counts for in a batch.
    static let dialogueBytes = 64 << 10
    /// How long to go on asking whether a commit has arrived before its calls are told that nobody
    /// knows.
    public var outcomeWait = Duration.seconds(20)
    /// How many leaves the check of a database looks at in one snapshot, how many forms and bytes of
    /// forms it holds at a time, and how many rows of a table without forms.
    public var fsckLeavesMax = 2_048
    public var fsckFormsMax = 256
    public var fsckBytesMax = 8 << 20
    public var fsckRowsMax = 1_000
    /// What it reads at most of a checkpoint, a cosignature or a key, of anything else that is no
    /// document, and of a chain: more than they have. A longer value is cut, and so does not fit.
    static let fsckLineCharactersMax = 4_096
    static let fsckValueBytesMax = 65_536
    static let fsckChainCharactersMax = 131_072
    /// How many findings it lists; further ones are counted.
    public var fsckFindingsMax = 100
    /// How long it waits before it looks again at what seems to be wrong.
    public var fsckPause = Duration.milliseconds(50)
    /// How long one of its statements may take: some read a whole table.
    public var fsckStatementTimeout = Duration.seconds(4 * 3_600)
    /// How long calls that are open may go on when the server is told to stop.
    public var shutdownGrace = Duration.seconds(10)

    public init() {}
}
