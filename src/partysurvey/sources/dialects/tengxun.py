"""腾讯问卷 (wj.qq.com)."""

from partysurvey.sources.dialects.dialect import Dialect, Evidence
from partysurvey.survey import Text

DIALECTS = (
    Dialect(
        name="tengxun",
        title=Text("腾讯问卷导出", "a Tencent survey (wj.qq.com) export"),
        assumed=Text(
            "选项前的字母已略去，多选每个选项一列、有内容即为选中，[选项填空] 为填写的内容，空白不能区分跳过与未作答",
            "the letters before options are cut off, a multiple choice has a column per option that is filled when "
            "chosen, columns of fill-ins are kept apart, an empty cell may mean not asked or left blank",
        ),
        evidence=(
            Evidence(
                names=("编号", "开始答题时间", "结束答题时间", "答题时长", "地理位置.*", "自定义字段", "清洗数据结果"),
                least=3,
            ),
            Evidence(heading=r"\[选项填空\]$|\{fillblank-"),
        ),
        hints=(Evidence(heading=r"^\s*\d+\.", cell=r"^[A-Z]{1,2}\.\S", no_heading=r"^\s*\d+、"),),
        metadata="编号|开始答题时间|结束答题时间|答题时长|语言|清洗数据结果|智能清洗数据无效概率|用户类型|自定义字段"
        "|UA|Referrer|中奖时间|中奖金额|审核状态",
        personal="地理位置.*|用户标识|昵称|IP|openid|微信.*",
        about={
            "serial": "编号",
            "duration": "答题时长",
            "start": "开始答题时间",
            "end": "结束答题时间",
            "address": "IP",
        },
        fill_in=r".*\[选项填空\]",
        parts={":": "part"},
        respelled=((r"_*\{fillblank-[^}]*\}|<br\s*/?>\s*|\[图片\](?=.)|(?<=.)\[图片\]", ""),),
        is_numbered=True,
        separators=(),
        ticks=frozenset("01"),
        filled=True,
        cleaned=(
            (r"^\s*([A-Z]{1,2})[.．]\s*(?:\[图片\]\s*)+$", r"\1 [图片]"),  # a picture has no words but its letter
            (r"^\s*[A-Z]{1,2}[.．]\s*", ""),
            (r"_*\{fillblank-[^}]*\}", ""),
            (r"<br\s*/?>\s*|\t|(?<=\S)(?<![A-Z] )\[图片\]|\[图片\](?=.)", ""),
        ),
    ),
)
