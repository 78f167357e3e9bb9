#pragma once

#include "exporter/formats.h"

#include <map>
#include <sstream>
#include <string>
#include <vector>

/// Graphs for the tests of writers, and what a writer makes of them.
namespace dingtu::sample {

/// Builds a graph by names: the first mention of a node decides its labels.
class Builder {
public:
    NodeId node(const std::string& name, std::vector<std::string> labels, Map more = {}) {
        auto known = ids_.find(name);
        if (known != ids_.end()) {
            return known->second;
        }
        NodeId id{nodes_.size() + 1};
        more.emplace("name", name);
        nodes_.push_back({id, std::move(labels), std::move(more)});
        ids_.emplace(name, id);
        return id;
    }

    void line(const std::string& from, const std::string& type, const std::string& to,
              Map properties) {
        relationships_.push_back({RelationshipId{relationships_.size() + 1}, type, ids_.at(from),
                                  ids_.at(to), std::move(properties)});
    }

    void into(GraphSink& sink) const {
        for (const Node& node : nodes_) {
            sink.node(node);
        }
        for (const Relationship& relationship : relationships_) {
            sink.relationship(relationship);
        }
        sink.finish();
    }

    [[nodiscard]] std::string as(std::string_view format, const GraphOptions& options = {}) const {
        std::ostringstream out;
        auto writer = make_graph_writer(format, out, options);
        into(*writer);
        return out.str();
    }

    [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
    [[nodiscard]] const std::vector<Relationship>& relationships() const { return relationships_; }

private:
    std::map<std::string, NodeId> ids_;
    std::vector<Node> nodes_;
    std::vector<Relationship> relationships_;
};

/// The formats that need nothing but ourselves; png needs a program that may not be there.
inline std::vector<std::string_view> own_formats() {
    std::vector<std::string_view> names;
    for (const Format& format : graph_formats()) {
        if (format.name != "png") {
            names.push_back(format.name);
        }
    }
    return names;
}

/// Two nodes, one line: small enough for exact bytes.
inline Builder pair() {
    Builder graph;
    graph.node("禾芯", {"Firm", "Organization"}, {{"aliases", List{"禾芯生物"}}, {"staff", 420}});
    graph.node("钱塘区", {"District", "Place"});
    graph.line("禾芯", "LOCATED_IN", "钱塘区", {{"evidence", "禾芯在钱塘区"}, {"begin", 3}});
    return graph;
}

/// Names and values that break careless writers.
inline Builder hostile() {
    Builder graph;
    graph.node("</script><script>alert(1)</script>", {"Firm \"A\" & <B>"},
               {{"note", "line 1\nline 2\ttab \\ \"quoted\" 'single' ]]> &amp; <!--"}});
    graph.node("=1+1", {"../x", "企业:组织"}, {{"a b", "x;y"}, {"list", List{"a;b", "c\\d", ""}}});
    graph.node(
        "\xE2\x80\xAE"
        "evil"
        "\xE2\x80\xA8"
        "\x01"
        "end",
        {}, {{"$float", "NaN"}, {"x", 1}});
    graph.node("", {"空"}, {{"x", 1.5}, {"day", Date{20000}}, {"empty", List{}}, {"list", "text"}});
    graph.line("=1+1", "IS `A` -->", "=1+1", {{"evidence", "‖ “引” \r\n"}});
    graph.line("=1+1", "IS `A` -->", "=1+1", {});
    graph.line("</script><script>alert(1)</script>", "位于", "", {{"k", true}});
    graph.line("</script><script>alert(1)</script>", "位于", "", {{"k", true}});
    return graph;
}

/// A corner of a region as documents tell it: firms, places, policies, supports.
inline Builder region() {
    Builder graph;
    auto place = [&](const char* name, const char* label) { graph.node(name, {label, "Place"}); };
    auto firm = [&](const char* name, List aliases) {
        graph.node(name, {"Firm", "Organization"}, {{"aliases", std::move(aliases)}});
    };
    auto agency = [&](const char* name) { graph.node(name, {"Agency", "Organization"}); };
    auto say = [&](const char* from, const char* type, const char* to, const char* evidence,
                   const char* doc) {
        graph.line(from, type, to,
                   {{"evidence", evidence}, {"doc", doc}, {"begin", 100}, {"end", 160}});
    };
    place("浙江省", "Province");
    place("杭州市", "City");
    for (const char* name : {"余杭区", "钱塘区", "滨江区", "萧山区", "临平区"}) {
        place(name, "District");
        say(name, "LOCATED_IN", "杭州市", "行政区划", "gazetteer");
    }
    say("杭州市", "LOCATED_IN", "浙江省", "行政区划", "gazetteer");
    place("杭州医药港小镇", "Zone");
    place("星桥机电产业园", "Zone");
    say("杭州医药港小镇", "LOCATED_IN", "钱塘区", "钱塘区的杭州医药港小镇", "01_news");
    say("星桥机电产业园", "LOCATED_IN", "临平区", "临平区的星桥机电产业园", "03_profile");

    firm("浙江安布雷拉新材料制造有限公司", {"安布雷拉"});
    firm("杭州煦达新能源科技有限公司", {"煦达"});
    firm("杭州禾芯生物科技有限公司", {"禾芯生物"});
    firm("杭州翎跃航空科技有限公司", {"翎跃"});
    firm("杭州砺川轴承有限公司", {"砺川轴承"});
    firm("杭州澄渊智能装备股份有限公司", {"澄渊智能", "澄渊"});
    firm("杭州星柏软件有限公司", {"星柏软件"});
    firm("杭州云铠数控有限公司", {"云铠"});
    firm("杭州舒澜环保科技有限公司", {"舒澜环保"});
    firm("杭州联澜银行", {});
    firm("澄渊海洋科技（宁波）有限公司", {"澄渊海洋"});
    for (const char* name : {"浙江安布雷拉新材料制造有限公司", "杭州禾芯生物科技有限公司",
                             "杭州翎跃航空科技有限公司", "杭州砺川轴承有限公司"}) {
        say(name, "LOCATED_IN", "钱塘区", "本表所列企业均在钱塘区登记注册", "04_table");
    }
    say("杭州煦达新能源科技有限公司", "LOCATED_IN", "滨江区",
        "在滨江区，杭州煦达新能源科技有限公司遇到的是另一种难处", "01_news");
    say("杭州澄渊智能装备股份有限公司", "LOCATED_IN", "余杭区", "注册地在余杭区", "03_profile");
    say("杭州澄渊智能装备股份有限公司", "LOCATED_IN", "星桥机电产业园",
        "生产基地则设在临平区的星桥机电产业园", "03_profile");
    say("杭州舒澜环保科技有限公司", "LOCATED_IN", "萧山区", "杭州舒澜环保科技有限公司在萧山",
        "05_qa");
    say("澄渊海洋科技（宁波）有限公司", "PART_OF", "杭州澄渊智能装备股份有限公司",
        "子公司澄渊海洋科技（宁波）有限公司将负责基地运营", "03_profile");

    struct Trade {
        const char* firm;
        const char* industry;
    };
    for (auto [name, industry] : {Trade{"浙江安布雷拉新材料制造有限公司", "新材料"},
                                  {"杭州禾芯生物科技有限公司", "生物医药"},
                                  {"杭州翎跃航空科技有限公司", "低空经济"},
                                  {"杭州砺川轴承有限公司", "装备制造"},
                                  {"杭州澄渊智能装备股份有限公司", "特种机器人"}}) {
        graph.node(industry, {"Industry"}, {{"kind", "sector"}});
        say(name, "IN_INDUSTRY", industry, "所属产业", "04_table");
    }
    graph.node("机器人", {"Industry"}, {{"kind", "sector"}});
    say("特种机器人", "PART_OF", "机器人", "机器人产业中的特种机器人细分领域", "03_profile");

    for (const char* name : {"杭州市经济和信息化局", "滨江区经信局", "钱塘区金融工作办公室",
                             "钱塘区交通运输局", "萧山区财政局", "余杭区科技局"}) {
        agency(name);
    }
    graph.node("双清双找专项服务行动", {"Policy"}, {{"kind", "action"}});
    graph.node("支持中小企业数字化转型金融支持方案", {"Policy"}, {{"kind", "scheme"}});
    graph.node("专利护航行动", {"Policy"}, {{"kind", "action"}});
    graph.node("钱塘区助企直达工作方案", {"Policy"}, {{"kind", "scheme"}});
    say("杭州市", "ISSUED", "双清双找专项服务行动", "杭州推行的“双清双找”专项服务行动", "01_news");
    say("杭州市", "ISSUED", "支持中小企业数字化转型金融支持方案",
        "杭州出台了《支持中小企业数字化转型金融支持方案》", "05_qa");
    say("钱塘区", "ISSUED", "钱塘区助企直达工作方案", "由钱塘区人民政府于2025年1月印发",
        "04_table");
    say("杭州市经济和信息化局", "ISSUED", "双清双找专项服务行动", "据杭州市经济和信息化局介绍",
        "01_news");

    struct Help {
        const char* name;
        const char* kind;
        const char* firm;
        const char* giver;
        const char* policy;
    };
    for (const Help& help :
         {Help{"先租后买", "space", "杭州煦达新能源科技有限公司", "滨江区经信局",
               "双清双找专项服务行动"},
          {"牵线对接闲置厂房", "space", "浙江安布雷拉新材料制造有限公司", "杭州医药港小镇",
           "双清双找专项服务行动"},
          {"科创贷款", "finance", "杭州禾芯生物科技有限公司", "钱塘区金融工作办公室",
           "钱塘区助企直达工作方案"},
          {"试飞审批绿色通道", "licence", "杭州翎跃航空科技有限公司", "钱塘区交通运输局",
           "钱塘区助企直达工作方案"},
          {"专场招聘", "talent", "杭州砺川轴承有限公司", "钱塘区", "钱塘区助企直达工作方案"},
          {"专利快速预审", "patent", "杭州云铠数控有限公司", "杭州市", "专利护航行动"},
          {"租金补贴", "finance", "杭州舒澜环保科技有限公司", "萧山区财政局", ""},
          {"研发补助", "finance", "杭州澄渊智能装备股份有限公司", "余杭区科技局", ""},
          {"专利质押贷款", "finance", "杭州澄渊智能装备股份有限公司", "杭州联澜银行", ""}}) {
        graph.node(help.name, {"Support"}, {{"kind", help.kind}, {"scope", "received"}});
        graph.line(help.firm, "RECEIVED", help.name,
                   {{"evidence", "最终同意煦达先租赁、后购买"},
                    {"sentence", "滨江区经信局出面与业主协商，最终同意煦达先租赁、后购买。"},
                    {"doc", "01_news"},
                    {"period", help.kind == std::string("finance") ? "2024-03/2025-06" : "2025Q1"},
                    {"begin", 712},
                    {"end", 751}});
        say(help.name, "PROVIDED_BY", help.giver, "出面与业主协商", "01_news");
        if (*help.policy != '\0') {
            say(help.name, "UNDER_POLICY", help.policy, "两个案例都来自该行动", "01_news");
        }
    }
    say("杭州禾芯生物科技有限公司", "RECEIVED", "专利快速预审", "纳入专利快速预审", "04_table");

    graph.node("杭企服AI+", {"Platform"}, {{"kind", "service"}});
    say("杭州市", "RUNS", "杭企服AI+", "与之配套的“杭企服AI+”平台", "01_news");
    say("杭企服AI+", "UNDER_POLICY", "双清双找专项服务行动", "与之配套", "01_news");
    graph.node("沧澜", {"Product"}, {{"kind", "product"}});
    say("杭州澄渊智能装备股份有限公司", "PRODUCES", "沧澜", "由其自主研发的“沧澜”机器人",
        "03_profile");
    graph.node("宁波市智慧管网巡检项目", {"Project"}, {{"amount", 48600000}, {"unit", "CNY"}});
    say("杭州澄渊智能装备股份有限公司", "WON", "宁波市智慧管网巡检项目", "组成联合体，中标",
        "03_profile");
    say("杭州星柏软件有限公司", "WON", "宁波市智慧管网巡检项目", "组成联合体，中标", "03_profile");
    graph.node("TPU基膜", {"Product"}, {{"kind", "product"}});
    say("浙江安布雷拉新材料制造有限公司", "PRODUCES", "TPU基膜", "计划利用新场地建设TPU基膜项目",
        "01_news");
    graph.node("方致远", {"Person"}, {{"title", "董事长"}});
    say("方致远", "AFFILIATED_WITH", "杭州澄渊智能装备股份有限公司", "董事长方致远", "03_profile");
    graph.node("01_news", {"Document"}, {{"id", "01_news"}, {"title", "厂房难题有了解法"}});
    graph.node("林若溪", {"Person"}, {{"title", "记者"}});
    say("林若溪", "MENTIONED_IN", "01_news", "本报记者 林若溪", "01_news");
    return graph;
}

/// A repeatable graph of any size with hubs, as real ones have.
inline Builder large(std::size_t nodes, std::size_t lines) {
    Builder graph;
    const char* labels[] = {"Firm", "Firm", "Firm", "Support", "Policy", "District", "Industry"};
    const char* types[] = {"RECEIVED", "LOCATED_IN", "IN_INDUSTRY", "UNDER_POLICY"};
    std::uint64_t state = 42;
    auto next = [&](std::uint64_t below) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return (state >> 33) % below;
    };
    std::vector<std::string> names;
    for (std::size_t i = 0; i < nodes; ++i) {
        names.push_back("企业" + std::to_string(i));
        graph.node(names.back(), {labels[next(7)]});
    }
    for (std::size_t i = 0; i < lines; ++i) {
        std::uint64_t hub = next(1000);
        std::uint64_t to = hub * hub * hub * hub * nodes / 1000000000000ULL;
        graph.line(names[next(nodes)], types[next(4)], names[to % nodes], {{"evidence", "……"}});
    }
    return graph;
}

}  // namespace dingtu::sample
