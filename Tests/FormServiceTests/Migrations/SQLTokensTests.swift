import Testing

@testable import FormService

@Suite("SQL tokens")
struct SQLTokensTests {
    private func normalized(_ text: String) throws -> String { try SQLTokens(text).normalized }

    @Test(
        "Comments and white space do not count",
        arguments: [
            ("select 1", "-- why\n  select\t1 -- at all\n"),
            ("select 1", "select /* a /* nested -- one */ */ 1"),
            ("create table a(n int);", "create table a (\n    n int\n) ;"),
            ("select 1", "select 1 ; -- the end\n;"), ("", ";"),
            ("select 'it''s', 2", "select 'it''s' /* ' */ , 2"),
            ("select a<-1", "select a <-1"),
            ("select 1 -- windows\r\n+ 2", "select 1+2"),
        ])
    func alike(first: String, second: String) throws {
        #expect(try normalized(first) == normalized(second))
    }

    @Test(
        "What PostgreSQL reads otherwise counts",
        arguments: [
            ("select 'a  b'", "select 'a b'"),
            ("select '-- no comment'", "select '-- no comment '"),
            ("select '/* none */'", "select ''"),
            ("select \"a  b\"", "select \"a b\""),
            ("select $$ -- kept\n$$", "select $$ \n$$"),
            ("select $f$ $$ a $$ $f$", "select $f$ $$ b $$ $f$"),
            (#"select E'\' -- in it'"#, #"select E'\' -- in'"#),
            ("select 'a' 'b'", "select 'ab'"),
            ("select a< -1", "select a<-1"),
            ("select 1 select 2", "select 1; select 2"),
            ("select 1.5", "select 1 .5"),
            ("select ab", "select a b"),
            ("select E'a'", "select 'a'"),
            ("select U&'a'", "select U & 'a'"),
            (#"select 'a\' -- a comment"#, #"select 'a\'' -- a comment'"#),
        ])
    func different(first: String, second: String) throws {
        #expect(try normalized(first) != normalized(second))
    }

    @Test(
        "Statements end at semicolons, but not within quotes, parentheses and bodies",
        arguments: [
            ("", 0), (" ; ;; -- nothing\n", 0),
            ("select 1", 1), ("select 1; select 2;", 2),
            ("select ';'; select \";\"; select $$;$$; select $a$;$$;$a$; /* ; */", 4),
            ("create rule r as on insert to a do also (delete from b; delete from c); select 1", 2),
            (
                """
                create function f() returns int language sql
                begin atomic select case when true then 1 end; select 2; end; select 1
                """, 2
            ),
            ("begin; select 1; end", 3),
            (#"select E'\';'; select 1"#, 2),
            ("select a$b$c; select $1; select 2 as d$", 3),
            ("select 'ü;ü'; select ü;", 2),
        ])
    func statements(text: String, count: Int) throws {
        #expect(try SQLTokens(text).statements.count == count)
    }

    @Test("A statement's text is as written, with what stands within")
    func statementText() throws {
        let statements = try SQLTokens("-- a\nselect /* b */ 1 -- c\n; select 'X'").statements
        #expect(statements.map(\.text) == ["select /* b */ 1", "select 'X'"])
        #expect(statements[1].words == ["select", "'X'"])
    }

    @Test(
        "What does not end is refused, with the line on which it begins",
        arguments: [
            "select 1;\nselect 'a", "\nselect \"a", "\n/* a /* b */", "\nselect $a$ $b$",
            "\nselect E'a\\'",
        ])
    func unended(text: String) throws {
        let fault = #expect(throws: SQLTokens.Fault.self) { try SQLTokens(text) }
        #expect(fault?.line == 2)
    }

    @Test("Any text is read to its end, or refused: no token overlaps another")
    func anyText() throws {
        var random = SystemRandomNumberGenerator()
        let alphabet = [
            "'", "\"", "$", "$a$", "--", "/*", "*/", "\n", ";", "E", "U&", "a", "1", " ", "\\", "ü",
            "(",
        ]
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 0..<20, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? ""
            }.joined()
            guard let tokens = try? SQLTokens(text) else { continue }
            var end = 0
            for token in tokens.all {
                #expect(token.range.lowerBound >= end && !token.range.isEmpty, "\(text)")
                end = token.range.upperBound
            }
            #expect(end <= tokens.bytes.count, "\(text)")
            // Reading what it was normalized to changes nothing any more.
            if let again = try? SQLTokens(tokens.normalized) {
                #expect(again.normalized == tokens.normalized, "\(text)")
            }
        }
    }
}
