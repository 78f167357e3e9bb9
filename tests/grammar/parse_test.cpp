#include "grammar/parse.h"

#include "base/error.h"
#include "grammar/print.h"
#include "tests/catch.h"
#include "tests/grammar/queries.h"

using namespace dingtu;

namespace {

ast::Statement parse_one(std::string_view text) {
    auto statements = parse_script(text);
    REQUIRE(statements.size() == 1);
    return std::move(statements.front());
}

template <class Clause>
const Clause& clause(const ast::Statement& statement, std::size_t index) {
    return std::get<Clause>(statement.query.parts.at(0).clauses.at(index).node);
}

/// What `text` says between `span`.
std::string at(std::string_view text, Span span) {
    return std::string(text.substr(span.begin, span.end - span.begin));
}

Value literal(std::string_view text) {
    return std::get<ast::Literal>(parse_expression(text).node).value;
}

std::string repeat(std::string_view text, std::size_t times) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i)
        result += text;
    return result;
}

/// The detail of the error that `text` gives, or nothing.
std::string detail_of(std::string_view text) {
    try {
        (void)parse_script(text);
    } catch (const Error& error) {
        CHECK(error.phase() == Phase::Syntax);
        CHECK(error.code() == "SyntaxError");
        return error.detail();
    }
    return {};
}

}  // namespace

TEST_CASE("everything in the grammar parses", "[grammar]") {
    for (const char* query : test::queries) {
        INFO(query);
        CHECK(detail_of(query).empty());
    }
}

TEST_CASE("a script is cut at semicolons, not at those in strings, names and comments",
          "[grammar]") {
    CHECK(parse_script("").empty());
    CHECK(parse_script(" ; ;; // nothing\n").empty());
    CHECK(parse_script("RETURN 1; RETURN ';' ;RETURN `;` /* ; */；RETURN “;”").size() == 4);
}

TEST_CASE("places are bytes of the whole script", "[grammar]") {
    const std::string text = "RETURN '企业' AS 甲; MATCH （企：企业） RETURN 企.名称 ， 1 +  2";
    const auto statements = parse_script(text);
    REQUIRE(statements.size() == 2);
    CHECK(at(text, statements[0].span) == "RETURN '企业' AS 甲");
    CHECK(at(text, statements[1].span) == "MATCH （企：企业） RETURN 企.名称 ， 1 +  2");
    const auto& match = clause<ast::Match>(statements[1], 0);
    CHECK(at(text, match.patterns[0].nodes[0].span) == "（企：企业）");
    CHECK(at(text, match.patterns[0].nodes[0].labels->span) == "企业");
    const auto& items = clause<ast::Return>(statements[1], 1).projection.items;
    CHECK(at(text, items[0].expression.span) == "企.名称");
    CHECK(at(text, std::get<ast::Property>(items[0].expression.node).key.span) == "名称");
    CHECK(at(text, items[1].expression.span) == "1 +  2");
}

TEST_CASE("a column is named as the expression is written", "[grammar]") {
    const auto statement = parse_one("RETURN  count( * ) , a.`b c`/* x */+1 AS y,(  n )");
    const auto& items = clause<ast::Return>(statement, 0).projection.items;
    CHECK(items[0].text == "count( * )");
    CHECK(items[1].text == "a.`b c`/* x */+1");
    CHECK(items[1].alias->text == "y");
    CHECK(items[2].text == "(  n )");
}

TEST_CASE("numbers are read exactly", "[grammar]") {
    CHECK(literal("9223372036854775807").as_integer() == 9223372036854775807);
    CHECK(literal("-9223372036854775808").as_integer() == std::numeric_limits<std::int64_t>::min());
    CHECK(literal("-0x8000000000000000").as_integer() == std::numeric_limits<std::int64_t>::min());
    CHECK(literal("0x7FFFFFFFFFFFFFFF").as_integer() == 9223372036854775807);
    CHECK(literal("0o17").as_integer() == 15);
    CHECK(literal("0").as_integer() == 0);
    CHECK(literal(".5").as_float() == 0.5);
    CHECK(literal("1.5E-3").as_float() == 0.0015);
    CHECK(literal("1e2").as_float() == 100.0);
    CHECK(literal("1e-999").as_float() == 0.0);
    CHECK(literal("0." + std::string(400, '0') + "1").as_float() == 0.0);
    CHECK(literal("1.7976931348623157e308").as_float() == 1.7976931348623157e308);
    for (const char* bad :
         {"01", "00", "007", "0x", "0o8", "0xG", "1abc", "1.5x", "2024年", "1１"}) {
        INFO(bad);
        CHECK(detail_of(std::string("RETURN ") + bad) == "InvalidNumberLiteral");
    }
    for (const char* large : {"9223372036854775808", "-9223372036854775809", "0x8000000000000000",
                              "0o1000000000000000000000", "-0o1000000000000000000001",
                              "5 -9223372036854775808", "99999999999999999999999"}) {
        INFO(large);
        CHECK(detail_of(std::string("RETURN ") + large) == "IntegerOverflow");
    }
    CHECK(detail_of("RETURN 1e999") == "FloatingPointOverflow");
    CHECK(detail_of("RETURN -1e999") == "FloatingPointOverflow");
    CHECK(detail_of("RETURN 1" + std::string(400, '0') + ".0") == "FloatingPointOverflow");
}

TEST_CASE("strings decode their escapes", "[grammar]") {
    CHECK(literal(R"('\u4F01\U00004E1A')").as_string() == "企业");
    CHECK(literal(R"('\uD83C\uDFED')").as_string() == "🏭");
    CHECK(literal(R"('\U0001F3ED')").as_string() == "🏭");
    CHECK(literal(R"("a\"b'\\")").as_string() == "a\"b'\\");
    CHECK(literal(R"('\n\r\t\b\f\/\`')").as_string() == "\n\r\t\b\f/`");
    CHECK(literal(R"('\u0000')").as_string() == std::string(1, '\0'));
    for (const char* bad :
         {R"('\u')", R"('\u12')", R"('\uH')", R"('\u12G4')", R"('\uD800')", R"('\uDC00\uD800')",
          R"('\uD83C\u0041')", R"('\U0011FFFF')", R"('\U123')"}) {
        INFO(bad);
        CHECK(detail_of(std::string("RETURN ") + bad) == "InvalidUnicodeLiteral");
    }
    CHECK(detail_of(R"(RETURN '\q')") == "UnexpectedSyntax");
}

TEST_CASE("Chinese quotes hold strings, ASCII quotes hold Chinese ones", "[grammar]") {
    CHECK(literal("“他说\"好\"”").as_string() == "他说\"好\"");
    CHECK(literal("\"他说“好”\"").as_string() == "他说“好”");
    CHECK(literal("‘it's’").as_string() == "it's");
    CHECK(literal("＂a＂").as_string() == "a");
    CHECK(literal("“a\\”b”").as_string() == "a”b");
    CHECK(literal("'（，）'").as_string() == "（，）");
}

TEST_CASE("full-width signs are read as ASCII outside of strings", "[grammar]") {
    CHECK(
        to_text(parse_one(
            "MATCH （ａ：企业 ｛x：1｝）＜－［：T＊1．．2］－（b） WHERE ａ．x ＞＝ 1 ＋ 2　RETURN ａ；")) ==
        "MATCH (ａ:企业 {x: 1})<-[:T*1..2]-(b) WHERE ａ.x >= 1 + 2 RETURN ａ");
    CHECK(to_text(parse_expression("【1，2】【0】 ％ ＄p ＝ 3")) == "[1, 2][0] % $p = 3");
    CHECK(to_text(parse_expression("｀a b｀")) == "`a b`");
    CHECK(parse_script("RETURN 1 ／／ comment\n；／＊ ； ＊／ RETURN 2").size() == 2);
}

TEST_CASE("chains are flat, other operators follow their rank", "[grammar]") {
    const auto sum = parse_expression("a + b - c * d + e");
    CHECK(std::get<ast::Arithmetic>(sum.node).operands.size() == 4);
    const auto logic = parse_expression("a OR b AND c OR NOT d");
    CHECK(std::get<ast::Logical>(logic.node).operands.size() == 3);
    const auto order = parse_expression("a < b <= c");
    CHECK(std::get<ast::Comparison>(order.node).operands.size() == 3);
    const auto power = parse_expression("-a ^ b");
    CHECK(
        std::holds_alternative<ast::Unary>(std::get<ast::Arithmetic>(power.node).operands[0].node));
    const auto in = parse_expression("a = b IN c + d");
    CHECK(std::holds_alternative<ast::Test>(std::get<ast::Comparison>(in.node).operands[1].node));
}

TEST_CASE("a vertical bar in a comprehension begins its result", "[grammar]") {
    const auto plain = parse_expression("[x IN xs WHERE x:A | x]");
    CHECK(std::get<ast::ListComprehension>(plain.node).result != nullptr);
    const auto choice = parse_expression("[x IN xs WHERE x:A|B | x]");
    const auto& condition = *std::get<ast::ListComprehension>(choice.node).condition;
    CHECK(std::get<ast::HasLabel>(condition.node).labels.op == ast::LabelExpression::Op::Or);
}

TEST_CASE("lengths of relationships are kept as written", "[grammar]") {
    const auto length = [](std::string_view relationship) {
        const auto statement = parse_one("MATCH ()" + std::string(relationship) + "() RETURN 1");
        const auto& r = clause<ast::Match>(statement, 0).patterns[0].relationships[0];
        const auto text = [](auto bound) { return bound ? std::to_string(*bound) : "-"; };
        if (!r.variable_length) return std::string("one");
        return text(r.min) + ' ' + text(r.max) + (r.quantified ? " quantified" : "");
    };
    CHECK(length("-->") == "one");
    CHECK(length("-[*]->") == "- -");
    CHECK(length("-[*2]->") == "2 2");
    CHECK(length("-[*2..]->") == "2 -");
    CHECK(length("-[*..2]->") == "- 2");
    CHECK(length("-[*0..2]->") == "0 2");
    CHECK(length("-->*") == "0 - quantified");
    CHECK(length("-->+") == "1 - quantified");
    CHECK(length("-->{2}") == "2 2 quantified");
    CHECK(length("-->{,2}") == "0 2 quantified");
    CHECK(length("-->{2,}") == "2 - quantified");
}

TEST_CASE("long statements parse in loops and are flat", "[grammar]") {
    const std::size_t many = 20'000;
    const auto sum = parse_expression("1" + repeat(" + 1", many));
    CHECK(std::get<ast::Arithmetic>(sum.node).operands.size() == many + 1);
    const auto conjunction = parse_expression("a" + repeat(" AND a", many));
    CHECK(std::get<ast::Logical>(conjunction.node).operands.size() == many + 1);
    const auto list = parse_expression("[1" + repeat(", 1", many) + "]");
    CHECK(std::get<ast::ListLiteral>(list.node).items.size() == many + 1);
    const auto comparison = parse_expression("1" + repeat(" < 1", many));
    CHECK(std::get<ast::Comparison>(comparison.node).operands.size() == many + 1);
    CHECK(parse_one("MATCH ()" + repeat("-->()", many) + " RETURN 1").query.parts.size() == 1);
    CHECK(parse_script(repeat("CREATE (:A);", many)).size() == many);
}

TEST_CASE("what is nested too deeply is refused, whatever nests", "[grammar]") {
    const std::size_t deep = 200'000;
    for (const char* opener : {"(", "[", "{a: ", "f(", "CASE WHEN ", "NOT ", "- ", "a[", "[x IN ",
                               "EXISTS { (n WHERE ", "all(x IN ", "(-", "NOT (", "NOT NOT ("}) {
        INFO(opener);
        CHECK(detail_of("RETURN " + repeat(opener, deep)) == "UnexpectedSyntax");
    }
    for (const char* link : {".b", "[0]", " IS NULL", " IN [1]", ":A IS B"}) {
        INFO(link);
        CHECK(detail_of("RETURN a" + repeat(link, 10'000)) == "UnexpectedSyntax");
    }
    CHECK(detail_of("MATCH (n:" + repeat("!", deep) + "A) RETURN n") == "UnexpectedSyntax");
    CHECK(detail_of("RETURN " + repeat("(", 256) + "1" + repeat(")", 256)).empty());
    CHECK(detail_of("RETURN " + repeat("(", 257) + "1" + repeat(")", 257)) == "UnexpectedSyntax");
    CHECK(detail_of("RETURN [" + repeat("{case: 1, end: 2, a: n.case},", 300) + "1]").empty());
}

TEST_CASE("the end of a statement is found in a stream", "[grammar]") {
    CHECK(end_of_statement("RETURN 1; RETURN 2") == 9);
    CHECK(end_of_statement("RETURN 1；RETURN 2") == 11);
    for (const char* open : {"", "RETURN 1", "RETURN ';", "RETURN `;", "RETURN \";", "RETURN “;",
                             "// ;", "/* ;", "/*/;", "RETURN '\\';", "RETURN ';\\"}) {
        INFO(open);
        CHECK(end_of_statement(open) == std::string_view::npos);
    }
    CHECK(end_of_statement("// ;\n;") == 6);
    CHECK(end_of_statement("/* ; **/;") == 9);
    CHECK(end_of_statement("RETURN '\\';';") == 13);
    CHECK(end_of_statement("RETURN `a``;`;") == 14);
    CHECK(end_of_statement("\xFF;") == 2);
}

TEST_CASE("tokens name every piece of a text, broken ones too", "[grammar]") {
    const auto kinds = [](std::string_view text) {
        std::string result;
        for (const Token& token : tokens(text)) {
            result += "KNQSNPOBC?"[static_cast<std::size_t>(token.kind)];
            result += '<' + at(text, token.span) + '>';
        }
        return result;
    };
    CHECK(kinds("match (企业:`a b`) // x") == "K<match>B<(>N<企业>O<:>Q<`a b`>B<)>C<// x>");
    CHECK(kinds("RETURN 'a' + 1.5, $x，0x") == "K<RETURN>S<'a'>O<+>N<1.5>O<,>P<$x>O<，>N<0x>");
    CHECK(kinds("'open") == "S<'open>");
    CHECK(kinds("/* open") == "C</* open>");
    CHECK(kinds("a # \xFF 、") == "N<a>?<#>?<\xFF>?<、>");
    CHECK(kinds("").empty());
}

TEST_CASE("keywords are listed in order", "[grammar]") {
    const auto& words = keywords();
    CHECK(std::is_sorted(words.begin(), words.end()));
    CHECK(std::binary_search(words.begin(), words.end(), "MATCH"));
    CHECK(std::binary_search(words.begin(), words.end(), "SHORTEST"));
    CHECK(std::binary_search(words.begin(), words.end(), "NULL"));
    CHECK_FALSE(std::binary_search(words.begin(), words.end(), ""));
}

TEST_CASE("what the language forbids has the protocol's names", "[grammar]") {
    const std::pair<const char*, const char*> cases[] = {
        {"MATCH (n $p) RETURN n", "InvalidParameterUse"},
        {"MATCH ()-[r:T $p]->() RETURN r", "InvalidParameterUse"},
        {"MERGE (n $p)", "InvalidParameterUse"},
        {"MATCH (a)-[:T..]->() RETURN a", "InvalidRelationshipPattern"},
        {"MATCH (a)-[:T*-2]->() RETURN a", "InvalidRelationshipPattern"},
        {"MATCH (a)-[:T*1..-2]->() RETURN a", "InvalidRelationshipPattern"},
        {"MATCH (a)-[:T*1.5]->() RETURN a", "InvalidRelationshipPattern"},
        {"MATCH (a)-[*1]->{2}() RETURN a", "InvalidRelationshipPattern"},
        {"CREATE (a)-[:T]-(b)", "RequiresDirectedRelationship"},
        {"CREATE (a)<-[:T]->(b)", "RequiresDirectedRelationship"},
        {"CREATE (a)-[:T*2]->(b)", "CreatingVarLength"},
        {"MERGE (a)-[:T]->{2}(b)", "CreatingVarLength"},
        {"CREATE (a)-->(b)", "NoSingleRelationshipType"},
        {"CREATE (a)-[:A|B]->(b)", "NoSingleRelationshipType"},
        {"MERGE (a)-[r:A|:B]->(b)", "NoSingleRelationshipType"},
        {"CREATE (a)-[:!A]->(b)", "NoSingleRelationshipType"},
        {"CREATE (a:A|B)", "UnexpectedSyntax"},
        {"CREATE (a WHERE true)", "UnexpectedSyntax"},
        {"CREATE shortestPath((a)-[:T]->(b))", "UnexpectedSyntax"},
        {"MATCH (n) DELETE n:A", "InvalidDelete"},
        {"RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a", "InvalidClauseComposition"},
        {"MATCH (n) WHERE EXISTS { MATCH (n) SET n.x = 1 } RETURN n", "InvalidClauseComposition"},
        {"RETURN COLLECT { MATCH (n) RETURN n.x, n.y }", "InvalidClauseComposition"},
        {"RETURN 1 MATCH (n)", "InvalidClauseComposition"},
        {"MATCH (n)", "InvalidClauseComposition"},
        {"MATCH (n) UNION RETURN 1 AS n", "InvalidClauseComposition"},
        {"MATCH (n) WITH n.x RETURN 1", "NoExpressionAlias"},
        {"CALL p YIELD x RETURN x", "InvalidArgumentPassingMode"},
        {"CALL p() YIELD * RETURN x", "UnexpectedSyntax"},
        {"RETURN 42 — 41", "InvalidUnicodeCharacter"},
        {"RETURN 42 # 41", "UnexpectedSyntax"},
        {"RETURN \x01", "UnexpectedSyntax"},
        {"RETURN '\xFF'", "InvalidUnicodeCharacter"},
        {"RETURN sum(*)", "UnexpectedSyntax"},
        {"MATCH (a) RETURN (a)-->()", "UnexpectedSyntax"},
        {"MATCH (a) WHERE size((a)-->()) = 1 RETURN a", "UnexpectedSyntax"},
        {"MATCH (a) SET a.x = head(nodes(head((a)-[:T]->()))).y", "UnexpectedSyntax"},
        {"MATCH shortestPath((a)-->()-->(b)) RETURN a", "UnexpectedSyntax"},
        {"RETURN {1B2c3e67:1}", "UnexpectedSyntax"},
        {"RETURN a = NOT b", "UnexpectedSyntax"},
        {"RETURN a IS NOT IN b", "UnexpectedSyntax"},
    };
    for (const auto& [text, detail] : cases) {
        INFO(text);
        CHECK(detail_of(text) == detail);
    }
}
