"""Every list stands in the order in which questionnaires print it, written by hand; it is given to `ordered` shuffled."""

import pytest

from partysurvey.survey.drafting.scale_families import family, is_apart, ordered, scores

JUDGEMENTS = [
    "很熟悉|基本熟悉|一般|不太熟悉|很不熟悉",
    "很熟悉|基本熟悉|很不熟悉",
    "非常满意|比较满意|一般|不太满意|非常不满意",
    "很满意|满意|基本满意|不满意",
    "非常同意|同意|不确定|不同意|非常不同意",
    "完全赞同|比较赞同|一般|不太赞同|完全不赞同",
    "非常清楚|比较清楚|不太清楚|不清楚",
    "非常重要|比较重要|一般|不十分重要|不重要",
    "非常符合|比较符合|不确定|不太符合|非常不符合",
    "非常支持|支持|中立|反对|非常反对",
    "非常愿意|比较愿意|一般|不太愿意|很不愿意",
    "完全适应|基本适应|不适应",
    "很高|较高|一般|较低|很低",
    "较强|一般|较弱",
    "好|中|差",
    "很好|较好|一般|较差|很差",
    "非常|比较|一般|不太|很不",
    "总是|经常|有时|很少|从不",
    "经常|有时|偶尔|从不",
    "经常参加|偶尔参加|从不参加",
    "每天|每周|每月|从不",
    "影响很大|影响较大|影响一般|影响较小|没有影响",
    "压力很大|压力较大|压力一般|没有压力",
    "很大|较大|一般|较小|没有帮助",
    "十分突出|比较突出|不太突出|不存在",
    "全部代办|大部分代办|少部分代办|基本不代办",
    "优秀|称职|基本称职|不称职",
    "非常了解|比较了解|了解一些|听说过|没听说过",
    "A.非常满意|B.满意|C.一般|D.不满意",
    "5-非常满意|4-满意|3-一般|2-不满意|1-非常不满意",
    "非常满意（5分）|满意（4分）|一般（3分）|不满意（2分）",
    "Strongly agree|Agree|Neither agree nor disagree|Disagree|Strongly disagree",
    "Strongly agree|Somewhat agree|Neutral|Somewhat disagree|Strongly disagree",
    "Agree strongly|Agree|Disagree|Disagree strongly",
    "Very satisfied|Somewhat satisfied|Neither satisfied nor dissatisfied|Somewhat dissatisfied|Very dissatisfied",
    "Always|Often|Sometimes|Rarely|Never",
    "Very likely|Likely|Neutral|Unlikely|Very unlikely",
    "Extremely important|Very important|Moderately important|Slightly important|Not at all important",
    "Very familiar|Somewhat familiar|Not very familiar|Not at all familiar",
    "Excellent|Very good|Good|Fair|Poor",
    "A great deal|A lot|A moderate amount|A little|None at all",
    "Daily|Weekly|Monthly|Never",
    "Very easy|Easy|Neutral|Difficult|Very difficult",
    "Much better|Somewhat better|About the same|Somewhat worse|Much worse",
]
CLASSES = [
    "小学及以下|初中|高中/中专|大专|本科|硕士及以上",
    "初中及以下|高中（中专）|大专|本科|研究生及以上",
    "小学|初中|高中|中专|大专|本科|硕士|博士",
    "High school or less|Some college|Associate degree|Bachelor's degree|Master's degree|PhD",
    "30岁以下|31-40岁|41-50岁|50岁以上",
    "35岁及以下|36～45岁|46～55岁|56岁及以上",
    "不满1年|1-5年|6-10年|10年以上",
    "6个月以内|6个月-1年|1-3年|3年以上",
    "3000元以下|3000-5000元|5000元-1万元|1万元以上",
    "无|1-2次|3次以上",
    "一次|两次|三次及以上",
    "只有1名|2名|3名及以上",
    "没有参加|1—3天|4—7天|7天以上",
    "不满半年|半年至1年|1至2年|2年以上",
    "科员及以下|副科级|正科级|副处级|正处级及以上",
    "60后|70后|80后|90后|00后",
    "Under 18|18-24|25-34|35-44|45-54|55-64|65+",
    "Less than $25,000|$25,000-$49,999|$50,000 - $99,999|$100,000 or more",
    "Less than 1 year|1-3 years|4 to 6 years|More than 6 years",
    "1|2|10",
    "无职称|初级|中级|副高级|正高级",
    "青年|中年|老年",
    "是|否",
    "有|没有",
    "Yes|No",
    "男|女",
    "Male|Female",
]


@pytest.mark.parametrize("printed", JUDGEMENTS + CLASSES)
def test_known_families_have_their_printed_order(printed):
    labels = printed.split("|")
    for shuffled in (labels, labels[::-1], sorted(labels), [*labels[1::2], *labels[::2]]):
        assert ordered(shuffled) == tuple(labels)


@pytest.mark.parametrize("printed", JUDGEMENTS)
def test_judgements_score_from_the_number_of_answers_down_to_one(printed):
    labels = printed.split("|")
    assert scores(labels) == {label: len(labels) - place for place, label in enumerate(labels)}


@pytest.mark.parametrize("printed", CLASSES)
def test_classes_have_no_scores(printed):
    assert scores(printed.split("|")) is None


@pytest.mark.parametrize(
    "labels",
    [
        "张三|李四|王五", "党员|群众|团员", "大学|中学", "满意|重要|不满意", "十分满意|非常满意|不满意", "红|蓝|不知道",
        "北京|上海|广州", "会议|不会议论", "NA|None|null", "很满意|很满意 |不满意", "满意", "",
        "I agree|apples|Disagree", "高中|大专|20-30岁", "30岁以下|1-5年", "好|大|多", "人事|财务|没有", "有兼职干事|有专职干事|没有", "满意|没有|不存在",
    ],
)  # fmt: skip
def test_what_the_words_do_not_settle_has_no_order(labels):
    assert ordered(labels.split("|")) is None


@pytest.mark.parametrize(
    ("printed", "apart"),
    [
        ("非常满意|一般|不满意", "不清楚|拒答"),
        ("有|没有", "不清楚"),
        ("Agree|Neutral|Disagree", "Don't know|Not applicable|Prefer not to say"),
        ("完全适应|基本适应|不适应", "其他"),
        ("30岁以下|31-40岁|41岁以上", "不愿回答|其他（请注明）"),
    ],
)
def test_answers_outside_the_order_come_last_and_have_no_score(printed, apart):
    labels, outside = printed.split("|"), apart.split("|")
    found = family([*outside, *reversed(labels)])
    assert (found.order, found.apart) == (tuple(labels), tuple(outside))
    assert not set(found.scores) & set(outside)


def test_dont_know_with_the_stem_of_the_scale_belongs_to_it():
    assert family(["不清楚", "非常清楚", "比较清楚"]).apart == ()
    assert is_apart("不清楚")
    assert not is_apart("不满意")
