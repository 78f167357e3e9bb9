#include "base/error.h"
#include "loader/document.h"
#include "tests/catch.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

using namespace dingtu;
using Catch::Matchers::Contains;

namespace {

/// A zip archive of stored (not compressed) files. `claimed` is the size that it tells of each, 0
/// for the true one.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files,
                   std::uint32_t claimed = 0) {
    const auto number = [](std::uint32_t value, int bytes) {
        std::string out;
        for (int i = 0; i < bytes; ++i) {
            out += static_cast<char>(value >> (8 * i) & 0xFF);
        }
        return out;
    };
    const auto crc = [](std::string_view bytes) {
        std::uint32_t sum = 0xFFFFFFFF;
        for (const char byte : bytes) {
            sum ^= static_cast<unsigned char>(byte);
            for (int bit = 0; bit < 8; ++bit) {
                sum = sum >> 1 ^ ((sum & 1) != 0 ? 0xEDB88320U : 0U);
            }
        }
        return ~sum;
    };
    std::string body;
    std::string folder;
    for (const auto& [name, bytes] : files) {
        const auto size = static_cast<std::uint32_t>(bytes.size());
        const std::string facts = number(0, 2) + number(0, 2) + number(0, 4) +
                                  number(crc(bytes), 4) + number(size, 4) +
                                  number(claimed == 0 ? size : claimed, 4) +
                                  number(static_cast<std::uint32_t>(name.size()), 2) + number(0, 2);
        const auto place = static_cast<std::uint32_t>(body.size());
        body += "PK\x03\x04" + number(20, 2) + facts + name + bytes;
        folder += "PK\x01\x02" + number(20, 2) + number(20, 2) + facts + number(0, 2) +
                  number(0, 2) + number(0, 2) + number(0, 4) + number(place, 4) + name;
    }
    const auto count = static_cast<std::uint32_t>(files.size());
    return body + folder + "PK\x05\x06" + number(0, 4) + number(count, 2) + number(count, 2) +
           number(static_cast<std::uint32_t>(folder.size()), 4) +
           number(static_cast<std::uint32_t>(body.size()), 4) + number(0, 2);
}

/// A .docx file with this body (the XML inside w:body).
std::string docx_of(const std::string& body) {
    return zip_of({{"[Content_Types].xml", "<Types/>"},
                   {"word/document.xml",
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document "
                    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                    "<w:body>" +
                        body + "</w:body></w:document>"}});
}

/// A line of text on a page of a PDF file, in points from the lower left corner.
struct PdfLine {
    int x = 0;
    int y = 0;
    std::u16string text;
};

/// A PDF file with these lines on its pages, in the order of the content stream.
std::string pdf_of(const std::vector<std::vector<PdfLine>>& pages) {
    const auto hex = [](const std::u16string& text) {
        std::string out;
        for (const char16_t c : text) {
            out += fmt::format("{:04X}", static_cast<unsigned>(c));
        }
        return out;
    };
    const auto stream = [](const std::string& bytes) {
        return fmt::format("<< /Length {} >>\nstream\n{}\nendstream", bytes.size(), bytes);
    };
    std::string unicode =
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n";
    for (const auto& page : pages) {
        for (const PdfLine& line : page) {
            for (const char16_t c : line.text) {
                unicode += fmt::format("1 beginbfchar <{0:04X}> <{0:04X}> endbfchar\n",
                                       static_cast<unsigned>(c));
            }
        }
    }
    unicode += "endcmap end end";
    // 1 catalog, 2 pages, 3 font, 4 its descendant, 5 unicode map, 6 descriptor, then two a page.
    std::vector<std::string> objects = {
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 "
        "R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 6 0 R >>",
        stream(unicode),
        "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] "
        "/ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>"};
    std::string kids;
    for (const auto& page : pages) {
        std::string content = "BT /F 12 Tf\n";
        for (const PdfLine& line : page) {
            content += fmt::format("1 0 0 1 {} {} Tm <{}> Tj\n", line.x, line.y, hex(line.text));
        }
        content += "ET";
        kids += fmt::format("{} 0 R ", objects.size() + 1);
        objects.push_back(
            fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
                        "/Resources << /Font << /F 3 0 R >> >> /Contents {} 0 R >>",
                        objects.size() + 2));
        objects.push_back(stream(content));
    }
    objects[1] = fmt::format("<< /Type /Pages /Kids [{}] /Count {} >>", kids, pages.size());
    std::string file = "%PDF-1.5\n";
    std::string places;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        places += fmt::format("{:010} 00000 n \n", file.size());
        file += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
    }
    const std::size_t table = file.size();
    file += fmt::format(
        "xref\n0 {}\n0000000000 65535 f \n{}trailer\n<< /Size {} /Root 1 0 R "
        ">>\nstartxref\n{}\n%%EOF\n",
        objects.size() + 1, places, objects.size() + 1, table);
    return file;
}

std::string paragraph(const std::string& text) {
    return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}

std::string cell(const std::string& text) {
    return "<w:tc>" + paragraph(text) + "</w:tc>";
}

/// The text in UTF-16 with the lower byte first.
std::string utf16(const std::u16string& text) {
    std::string bytes;
    for (const char16_t c : text) {
        bytes += static_cast<char>(c & 0xFF);
        bytes += static_cast<char>(c >> 8);
    }
    return bytes;
}

}  // namespace

#ifdef DINGTU_HAVE_LIBZIP
TEST_CASE("a Word file gives its paragraphs, its tables row by row, and not what was deleted",
          "[loader]") {
    const Document document = read_document(
        "a.docx",
        docx_of(paragraph("企业名单") + "<w:tbl><w:tr>" + cell("企业") + cell("荣誉") +
                cell("年份") + "</w:tr><w:tr>" + cell("甲公司") + cell("省级未来工厂") +
                cell("2024") +
                "</w:tr></w:tbl><w:p><w:r><w:t>新材料企业</w:t></w:r><w:del><w:r><w:delText>旧</"
                "w:delText><w:t>旧文</w:t></w:r></w:del><w:r><w:t>增长。</w:t></w:r></w:p>"));
    CHECK(document.text ==
          "企业名单\n企业 | 荣誉 | 年份\n甲公司 | 省级未来工厂 | 2024\n新材料企业增长。\n");
}

TEST_CASE("a Word file that is none, or unpacks to masses, is refused with its name", "[loader]") {
    CHECK_THROWS_WITH(read_document("a.docx", "no archive"),
                      Contains("a.docx: this is no .docx file (not a zip archive)"));
    CHECK_THROWS_WITH(read_document("a.docx", zip_of({{"other.xml", "<a/>"}})),
                      Contains("it has no word/document.xml"));
    CHECK_THROWS_WITH(
        read_document("bomb.docx", zip_of({{"word/document.xml", "<a/>"}}, 0x7FFFFFFF)),
        Contains("bomb.docx: the unpacked text is larger than 64 MiB"));
    CHECK_THROWS_WITH(read_document("a.docx", docx_of("<w:p>")), Contains("well-formed"));
}

TEST_CASE("elements nested without end in a Word file do no harm", "[loader]") {
    std::string body;
    for (int i = 0; i < 20000; ++i) {
        body += "<w:sdt>";
    }
    for (int i = 0; i < 20000; ++i) {
        body += "</w:sdt>";
    }
    CHECK(read_document("deep.docx", docx_of(paragraph("甲公司位于余杭区。") + body)).text ==
          "甲公司位于余杭区。\n");
}
#endif

#ifdef DINGTU_HAVE_POPPLER
TEST_CASE("a page of a PDF file without text is named and skipped", "[loader]") {
    const Document document = read_document(
        "scan.pdf",
        pdf_of({{{60, 700, u"浙江云汐机电有限公司位于余杭区。"}}, {}, {{60, 700, u"完"}}}));
    CHECK_THAT(document.text, Contains("浙江云汐机电有限公司位于余杭区。"));
    CHECK(document.warnings ==
          std::vector<std::string>{"scan.pdf: page 2 has no text and was skipped"});
    CHECK_THROWS_WITH(read_document("scan.pdf", pdf_of({{}, {}})),
                      Contains("scan.pdf: the document holds no text"));
    CHECK_THROWS_WITH(read_document("a.pdf", "%PDF-1.5 nothing"), Contains("no readable PDF file"));
}

TEST_CASE("the columns of a PDF page are read one after the other", "[loader]") {
    std::vector<PdfLine> left = {{50, 700, u"位于余杭区的浙江云汐"},
                                 {50, 680, u"机电有限公司获评省级"},
                                 {50, 660, u"未来工厂。"}};
    std::vector<PdfLine> right = {{320, 700, u"萧山区的杭州岚川电子"},
                                  {320, 680, u"有限公司生产激光雷达"},
                                  {320, 660, u"和减速器。"}};
    std::vector<PdfLine> by_columns = left;
    by_columns.insert(by_columns.end(), right.begin(), right.end());
    std::vector<PdfLine> by_rows;
    for (std::size_t i = 0; i < left.size(); ++i) {
        by_rows.push_back(left[i]);
        by_rows.push_back(right[i]);
    }
    for (const std::vector<PdfLine>& page : {by_columns, by_rows}) {
        const Document document = read_document("two.pdf", pdf_of({page}));
        CHECK(document.text ==
              "位于余杭区的浙江云汐\n机电有限公司获评省级\n未来工厂。\n"
              "萧山区的杭州岚川电子\n有限公司生产激光雷达\n和减速器。\n");
    }
}
#endif

TEST_CASE("UTF-16 and GB18030 are told apart, and evidence leads to the bytes of the file",
          "[loader]") {
    const std::u16string text = u"浙江云汐机电有限公司位于余杭区。\n";
    const std::string expected = "浙江云汐机电有限公司位于余杭区。\n";
    for (const std::string& bytes : {"\xFF\xFE" + utf16(text), utf16(u"注：A1\n" + text)}) {
        const Document document = read_document("a.txt", bytes);
        CHECK_THAT(document.text, Catch::Matchers::EndsWith(expected));
        const std::size_t place = document.offsets.to_disk(document.text.find("云汐"));
        CHECK(bytes.substr(place, 4) == utf16(u"云汐"));
    }
    const std::string gb = "\xD3\xE0\xBA\xBC\xC7\xF8\xB5\xC4\xC6\xF3\xD2\xB5";  // 余杭区的企业
    const Document document = read_document("b.txt", gb);
    CHECK(document.text == "余杭区的企业");
    CHECK(document.offsets.to_disk(document.text.find("的")) == 6);
}
