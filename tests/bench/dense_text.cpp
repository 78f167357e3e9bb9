#include "tests/bench/dense_text.h"

#include <array>

namespace dingtu {
namespace {

// Slots: F full firm name, B its short form, f another firm, P place, A agency, Y policy, G
// product, I industry, Z zone, J project, V person, T platform, W award, E event, N small, M large
// number, R per cent, D date, Q quarter, K letters and digits.
constexpr std::array<std::string_view, 34> dense_patterns = {
    "{F}位于{P}，主要生产{G}。",
    "{A}向{F}发放{N}万元研发补助，{B}获得{N}万元贷款。",
    "{D}，{A}印发《{Y}》，聚焦{I}、{I}和{I}。",
    "{f}、{f}、{f}等企业获评{W}。",
    "{Q}，{P}规模以上工业增加值{M}亿元，同比增长{R}%。",
    "{F}深耕{I}，研发{G}，荣获{W}。",
    "{V}是{F}董事长，{V}任{f}总经理。",
    "{P}建设{T}，{f}加入{T}。",
    "{F}在{P}投资建设{J}，总投资{N}亿元。",
    "{A}帮助{F}解决厂房{M}平方米，{B}营业收入{M}万元，增长{R}%。",
    "{f}采用{G}，设备故障率下降{R}%。",
    "{J}由{f}承建，占地{N}亩，年产值{N}亿元。",
    "{E}在{P}举行，{f}、{f}参加{E}。",
    "{F}中标{J}，{B}的{G}销量增长{R}%。",
    "《{Y}》由{A}印发，{P}落实《{Y}》。",
    "{f}与{f}联合研发{G}，{f}落户{Z}。",
    "{P}机器人产业增加值{M}亿元，占比{R}%；{P}出口{M}亿元，下降{R}%。",
    "{A}上线{T}，入库企业{M}家，完成匹配{M}次。",
    "{F}是{P}的{I}企业，拥有发明专利{N}件，员工{M}人。",
    "{B}生产{G}、{G}和{G}，产量{M}台。",
    "截至{D}，{Z}集聚企业{M}家，{f}、{f}入驻{Z}。",
    "{f}推出{G}，{f}推出{G}。",
    "{A}认定{f}、{f}和{f}为{W}。",
    "{F}获得{A}发放的补助资金{N}万元，公司扩建{J}。",
    "{P}实施“{K}”专项行动，{A}实施《{Y}》。",
    "{f}的{G}出口{M}万元，比上年增长{R}%。",
    "{f}总部位于{P}，{f}注册在{P}，{f}在{P}设立。",
    "{Q}，{I}增加值增长{R}%，{I}增加值增长{R}%，{I}增加值下降{R}%。",
    "{F}（以下简称“{B}”）研制{G}，{B}入选{W}。",
    "{V}介绍，{f}旗下的{f}生产{G}。",
    "{P}聚焦{I}、{I}、{I}，培育{W}{N}家。",
    "{f}为{f}提供{G}，{A}给予{f}奖励{N}万元。",
    "{A}、{A}联合主办{E}，{f}获得订单{N}亿元。",
    "{f}引入{G}，交付周期由{N}天缩短至{N}天，良品率达{R}%。",
};

constexpr std::array<std::string_view, 26> prose_patterns = {
    "清晨的{P}街头，第{N}路公交车刚刚驶过，路边的早点铺已经升起热气。",
    "走进车间，很难看到想象中忙碌的人群，{N}台设备在灯光下不紧不慢地转动着。",
    "采访中，大家谈得最多的，是这几年身边一点一滴的变化，{N}年前谁也没有想到会是这样。",
    "第{M}次调试的那个夜里，外面下着雨，几个年轻人围在桌旁，谁也不肯先回去休息。",
    "事情要从{D}说起，那时候大家手里没有多少钱，也没有像样的办公室。",
    "一位在这里工作了{N}年的老师傅说，手艺这件事急不得，心静了活才能做好。",
    "后来的几个月，他们跑遍了周围的市场，见了{M}多个人，听到的意见有好有坏。",
    "这条路走得并不轻松，光是方案就改了{N}遍，有人离开，也有人留了下来。",
    "{F}的故事，就是在这样一个普通的下午开始的，编号{K}的本子里记得清清楚楚。",
    "有人担心，有人期待，更多的人选择先看一看再说，毕竟{N}个月的时间谁都等得起。",
    "春天的时候，院子里的树抽出新芽，{N}张旧桌子被搬到走廊，大家坐在那里讨论图纸。",
    "他记得很清楚，第{M}封信是在一个周末收到的，信里没有多余的话，只有一张手绘的草图。",
    "如果把时间拉长，就会发现很多看似偶然的选择，背后都有一条清楚的线，哪怕隔了{N}年。",
    "傍晚，最后一批货物装车，司机看了看表，离出发还有{N}分钟，足够再喝一杯茶。",
    "当地人习惯把这里叫作老厂区，{N}排红砖房子保留了下来，墙上的字还依稀可见。",
    "对于未来，他不愿意说得太满，只是说先把眼前的第{M}件小事做好。",
    "{V}说，那段日子里最难忘的不是结果，而是第{N}天大家一起吃的那顿饭。",
    "外面的世界变化很快，屋子里的人却愿意慢下来，用{N}个小时去看一个细节。",
    "他们把经验写成小册子，一共{M}页，送给每一个刚刚走进大门的新人。",
    "也有过犹豫的时候，账上只剩下{N}万元，而下一笔钱什么时候到，没有人知道。",
    "从窗口望出去，河水缓缓流过，对岸的灯一盏一盏亮起来，数一数有{M}盏。",
    "在不少人看来，这样的坚持有些不合时宜，可{N}个春秋过去，事实给出了答案。",
    "问起成功的秘诀，回答总是很朴素，多想一步，多试{N}次，别怕麻烦。",
    "{D}，{P}下了入冬以来的第一场雪，道路有些湿滑，人们的脚步却没有停下。",
    "说到这里，他停顿了一下，从抽屉里拿出第{M}号样品，轻轻放在桌上。",
    "这一天并没有什么特别，只是很多年以后，人们提起{K}号门前的那棵树，总会想到它。",
};

constexpr std::array<std::string_view, 36> places = {
    "杭州市余杭区", "杭州市萧山区", "宁波市鄞州区", "温州市乐清市", "苏州市吴江区", "无锡市江阴市",
    "常州市武进区", "南京市江宁区", "合肥市蜀山区", "芜湖市鸠江区", "深圳市南山区", "广州市黄埔区",
    "东莞市",       "佛山市顺德区", "厦门市集美区", "泉州市晋江市", "成都市双流区", "重庆市渝北区",
    "武汉市江夏区", "长沙市岳麓区", "株洲市",       "郑州市新郑市", "洛阳市",       "西安市长安区",
    "济南市历城区", "青岛市黄岛区", "烟台市",       "潍坊市",       "天津市武清区", "北京市大兴区",
    "沈阳市铁西区", "大连市金州区", "嘉兴市桐乡市", "湖州市德清县", "绍兴市上虞区", "台州市温岭市"};
constexpr std::array<std::string_view, 16> trades = {
    "新材料", "机电", "智能装备", "生物医药", "电子",   "光电", "精密机械",   "新能源",
    "半导体", "软件", "医疗器械", "环保科技", "自动化", "电气", "汽车零部件", "仪器"};
constexpr std::array<std::string_view, 5> endings = {"有限公司", "股份有限公司", "科技有限公司",
                                                     "集团有限公司", "制造有限公司"};
constexpr std::array<std::string_view, 48> brand_characters = {
    "瀚", "澜", "岚", "骥", "曜", "霁", "铖", "珩", "睿", "恺", "晟", "昕", "钧", "泓", "霖", "璟",
    "煜", "翊", "弘", "跃", "腾", "磐", "砺", "拓", "擎", "嵘", "禾", "蔚", "越", "衡", "驰", "筑",
    "蓝", "星", "云", "海", "川", "岳", "宁", "启", "图", "维", "诺", "迈", "凯", "德", "普", "正"};
constexpr std::array<std::string_view, 24> industries = {
    "机器人",     "人工智能",   "集成电路", "生物医药",     "新材料",   "低空经济",
    "新能源汽车", "高端装备",   "光电信息", "智能网联汽车", "合成生物", "量子信息",
    "储能",       "工业互联网", "数字安防", "航空航天",     "现代纺织", "绿色石化",
    "节能环保",   "新型显示",   "智能家电", "软件服务",     "氢能",     "医疗器械"};
constexpr std::array<std::string_view, 24> goods = {
    "伺服电机",   "激光雷达",   "轮毂轴承", "减速器",   "控制芯片", "锂电池隔膜",
    "光纤传感器", "手术机器人", "工业相机", "数控机床", "储能电池", "碳纤维管",
    "液压阀",     "巡检机器人", "基膜",     "智能电表", "超声探头", "温控模块",
    "注塑机",     "喷涂设备",   "水泵",     "逆变器",   "检测仪",   "滤波器"};
constexpr std::array<std::string_view, 8> bureaus = {
    "经济和信息化局", "科学技术局", "市场监督管理局",       "发展和改革局",
    "商务局",         "财政局",     "人力资源和社会保障局", "生态环境局"};
constexpr std::array<std::string_view, 8> policy_tails = {"行动方案", "实施意见",     "若干措施",
                                                          "发展规划", "三年行动计划", "管理办法",
                                                          "扶持政策", "工作方案"};
constexpr std::array<std::string_view, 10> awards = {
    "国家级专精特新“小巨人”企业", "省级未来工厂",   "国家卓越级智能工厂", "省科学技术进步奖一等奖",
    "省级企业技术中心",           "国家级绿色工厂", "单项冠军示范企业",   "市长质量奖",
    "省级专精特新企业",           "省级瞪羚企业"};
constexpr std::array<std::string_view, 12> surnames = {"陈", "林", "周", "吴", "徐", "沈",
                                                       "赵", "钱", "孙", "郑", "许", "陆"};

}  // namespace

std::string TextMaker::brand() {
    std::string name;
    for (std::size_t i = 0, count = 2 + below(2); i < count; ++i) {
        name += any(brand_characters);
    }
    return name;
}

std::string TextMaker::number(std::size_t low, std::size_t high) {
    return std::to_string(low + below(high - low));
}

std::string TextMaker::slot(char kind) {
    switch (kind) {
        case 'F': return place_.substr(0, 6) + brand_ + trade_ + std::string(any(endings));
        case 'B': return brand_ + trade_.substr(0, 6);
        case 'f':
            return std::string(any(places)).substr(0, 6) + brand() + std::string(any(trades)) +
                   std::string(any(endings));
        case 'P': return std::string(any(places));
        case 'A': return std::string(any(places)) + std::string(any(bureaus));
        case 'Y':
            return "关于推进" + brand() + std::string(any(industries)) + "发展的" +
                   std::string(any(policy_tails));
        case 'G': return slot('K') + "型" + std::string(any(goods));
        case 'I': return std::string(any(industries)) + (below(2) == 0 ? "产业" : "");
        case 'Z': return std::string(any(places)).substr(0, 6) + brand() + "产业园";
        case 'J':
            return "年产" + number(2, 900) + "万台" + slot('K') + std::string(any(goods)) + "项目";
        case 'V': return std::string(any(surnames)) + brand().substr(0, 6);
        case 'T': return "“" + brand() + "云”平台";
        case 'W': return std::string(any(awards));
        case 'E': return number(2018, 2026) + brand() + "产业发展大会";
        case 'N': return number(2, 100);
        case 'M': return number(100, 99999);
        case 'R': return number(1, 90) + "." + number(0, 10);
        case 'D': return number(2019, 2026) + "年" + number(1, 13) + "月" + number(1, 29) + "日";
        case 'Q':
            return number(2019, 2026) + "年" + std::string(below(2) == 0 ? "上半年" : "一季度");
        default: {
            std::string code(1, static_cast<char>('A' + below(26)));
            return code + static_cast<char>('A' + below(26)) + number(10, 9999);
        }
    }
}

std::string TextMaker::filled(std::string_view pattern) {
    std::string text;
    for (std::size_t at = 0; at < pattern.size();) {
        const std::size_t open = std::min(pattern.find('{', at), pattern.size());
        text += pattern.substr(at, open - at);
        if (open < pattern.size()) {
            text += slot(pattern[open + 1]);
        }
        at = open + 3;
    }
    return text;
}

std::string TextMaker::sentence() {
    // Five sentences of nine full of facts give the 40 relations and mentions a kilobyte of a real
    // report; all of them would give 66.
    const bool states = density_ == Density::Dense && below(9) < 5;
    return filled(states ? any(dense_patterns) : any(prose_patterns));
}

void TextMaker::next_paragraph() {
    brand_ = brand();
    trade_ = any(trades);
    place_ = any(places);
}

std::string TextMaker::document(std::size_t bytes) {
    next_paragraph();
    std::string text = std::string(any(places)) +
                       (density_ == Density::Dense ? "工业经济运行情况（第" : "见闻（之") +
                       number(1, 99999) + (density_ == Density::Dense ? "期）\n\n" : "）\n\n");
    text += slot('D') + "\n\n";
    while (text.size() < bytes) {
        next_paragraph();
        for (std::size_t i = 0, count = 3 + below(5); i < count; ++i) {
            text += sentence();
        }
        text += "\n\n";
    }
    return text;
}

}  // namespace dingtu
