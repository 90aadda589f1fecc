/// The functions of expressions, apart from operators and macros.
enum CELFunction: UInt32 {
    case size
    case contains, startsWith, endsWith
    case charAt, indexOf, lastIndexOf, join, lowerAscii, upperAscii, replace, reverse, split
    case substring, trim
    case toInt, toUint, toDouble, toText, toBool, toBytes, toTimestamp, toDuration, typeOf, same
    case fullYear, month, date, dayOfMonth, dayOfWeek, dayOfYear
    case hours, minutes, seconds, milliseconds
    case distinct, flatten, slice, sort
    case decimal, sum
    case isWorkingDay, isPublicHoliday, addWorkingDays, distance, normalized, isIdentifier
    case mentionsName
}

/// One way to call a function: which values it takes and what it gives.
struct CELOverload {
    let name: String
    let function: CELFunction
    /// Whether the first parameter stands before the dot.
    let isMethod: Bool
    let parameters: [CELType]
    let result: CELType

    private init(
        _ name: String, _ function: CELFunction, _ parameters: [CELType], _ result: CELType,
        isMethod: Bool
    ) {
        self.name = name
        self.function = function
        self.parameters = parameters
        self.result = result
        self.isMethod = isMethod
    }

    private static func method(
        _ name: String, _ function: CELFunction, _ parameters: CELType..., result: CELType
    ) -> CELOverload {
        CELOverload(name, function, parameters, result, isMethod: true)
    }

    private static func global(
        _ name: String, _ function: CELFunction, _ parameters: CELType..., result: CELType
    ) -> CELOverload {
        CELOverload(name, function, parameters, result, isMethod: false)
    }

    /// A function of one value that takes several types.
    private static func conversion(
        _ name: String, _ function: CELFunction, from types: [CELType], to result: CELType
    ) -> [CELOverload] {
        types.map { global(name, function, $0, result: result) }
    }

    /// The overloads of a function; empty if there is no such function.
    static func named(_ name: String) -> [CELOverload] { byName[name] ?? [] }

    /// The names of all functions.
    static var names: [String] { byName.keys.sorted() }

    // No parameter is an object of a schema, which alone could change.
    nonisolated(unsafe) private static let byName = Dictionary(
        grouping: texts() + moreTexts() + conversions() + times() + lists() + domain(), by: \.name)

    private static func texts() -> [CELOverload] {
        let list = CELType.list(.dyn)
        let sized: [CELType] = [.string, .bytes, list, .map(.dyn, .dyn)]
        return sized.map { global("size", .size, $0, result: .int) }
            + sized.map { method("size", .size, $0, result: .int) } + [
                method("contains", .contains, .string, .string, result: .bool),
                method("startsWith", .startsWith, .string, .string, result: .bool),
                method("endsWith", .endsWith, .string, .string, result: .bool),
                method("charAt", .charAt, .string, .int, result: .string),
                method("indexOf", .indexOf, .string, .string, result: .int),
                method("indexOf", .indexOf, .string, .string, .int, result: .int),
                method("lastIndexOf", .lastIndexOf, .string, .string, result: .int),
                method("lastIndexOf", .lastIndexOf, .string, .string, .int, result: .int),
                method("join", .join, .list(.string), result: .string),
                method("join", .join, .list(.string), .string, result: .string),
            ]
    }

    private static func moreTexts() -> [CELOverload] {
        [
            method("lowerAscii", .lowerAscii, .string, result: .string),
            method("upperAscii", .upperAscii, .string, result: .string),
            method("replace", .replace, .string, .string, .string, result: .string),
            method("replace", .replace, .string, .string, .string, .int, result: .string),
            method("reverse", .reverse, .string, result: .string),
            method("split", .split, .string, .string, result: .list(.string)),
            method("split", .split, .string, .string, .int, result: .list(.string)),
            method("substring", .substring, .string, .int, result: .string),
            method("substring", .substring, .string, .int, .int, result: .string),
            method("trim", .trim, .string, result: .string),
        ]
    }

    private static func conversions() -> [CELOverload] {
        let texts: [CELType] = [
            .string, .int, .uint, .double, .number, .bool, .bytes, .timestamp, .duration, .decimal,
        ]
        return conversion(
            "int", .toInt, from: [.int, .uint, .double, .string, .timestamp], to: .int)
            + conversion("uint", .toUint, from: [.int, .uint, .double, .string], to: .uint)
            + conversion("double", .toDouble, from: [.int, .uint, .double, .string], to: .double)
            + conversion("string", .toText, from: texts, to: .string)
            + conversion("bool", .toBool, from: [.bool, .string], to: .bool)
            + conversion("bytes", .toBytes, from: [.bytes, .string], to: .bytes)
            + conversion(
                "timestamp", .toTimestamp, from: [.string, .int, .timestamp], to: .timestamp)
            + conversion("duration", .toDuration, from: [.string, .duration], to: .duration)
            + conversion("type", .typeOf, from: [.dyn], to: .type)
            + conversion("dyn", .same, from: [.dyn], to: .dyn)
    }

    private static func times() -> [CELOverload] {
        let dates: [(String, CELFunction)] = [
            ("getFullYear", .fullYear), ("getMonth", .month), ("getDate", .date),
            ("getDayOfMonth", .dayOfMonth), ("getDayOfWeek", .dayOfWeek),
            ("getDayOfYear", .dayOfYear),
        ]
        let clocks: [(String, CELFunction)] = [
            ("getHours", .hours), ("getMinutes", .minutes), ("getSeconds", .seconds),
            ("getMilliseconds", .milliseconds),
        ]
        return (dates + clocks).flatMap { name, function in
            [
                method(name, function, .timestamp, result: .int),
                method(name, function, .timestamp, .string, result: .int),
            ]
        } + clocks.map { name, function in method(name, function, .duration, result: .int) }
    }

    private static func lists() -> [CELOverload] {
        let list = CELType.list(.dyn)
        return [
            method("distinct", .distinct, list, result: list),
            method("flatten", .flatten, list, result: list),
            method("slice", .slice, list, .int, .int, result: list),
            method("sort", .sort, list, result: list),
        ]
    }

    private static func domain() -> [CELOverload] {
        let map = CELType.map(.string, .dyn)
        return conversion(
            "decimal", .decimal, from: [.string, .int, .number, .decimal], to: .decimal) + [
                global("sum", .sum, .list(.dyn), result: .decimal),
                global("isWorkingDay", .isWorkingDay, .timestamp, .string, result: .bool),
                global("isPublicHoliday", .isPublicHoliday, .timestamp, .string, result: .bool),
                global(
                    "addWorkingDays", .addWorkingDays, .timestamp, .int, .string,
                    result: .timestamp),
                global(
                    "distance", .distance, .number, .number, .number, .number, result: .double),
                global("distance", .distance, map, map, result: .double),
                global("normalized", .normalized, .string, result: .string),
                global("isIdentifier", .isIdentifier, .string, .string, result: .bool),
                global("mentionsName", .mentionsName, .string, .string, result: .bool),
            ]
    }
}
