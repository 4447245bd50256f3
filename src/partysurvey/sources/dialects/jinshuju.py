"""金数据 (jinshuju.net)."""

from partysurvey.sources.dialects.dialect import Dialect, Evidence
from partysurvey.survey import Text

DIALECTS = (
    Dialect(
        name="jinshuju",
        title=Text("金数据导出", "a Jinshuju export"),
        assumed=Text(
            "系统列在末尾，多选的连接符由各列判断（，、；| 换行）",
            "the platform's own columns stand at the end, what joins several answers is seen in each column",
        ),
        evidence=(
            Evidence(
                names=("提交人", "(?:提交|创建)时间", "(?:修改|更新|最后更新)时间", "填写设备", "操作系统", "浏览器",
                       "(?:填写者?)?IP"),
                least=3,
            ),
        ),
        metadata="序号|(?:提交|创建)时间|(?:修改|更新|最后更新)时间|填写设备|操作系统|浏览器|x_field_\\d+|来源|扩展属性",
        personal="提交人|(?:填写者?)?IP|微信.*|openid|.*昵称|填写地区",
        about={"serial": "序号", "end": "提交时间", "address": "(?:填写者?)?IP"},
        parts={"—": "part", " - ": "part", "[": "part", ":": "part", "(": "part", "/": "part"},
        separators=("┋", "\n", "|", "；", ";", "，", ", ", ",", "、"),
    ),
)  # fmt: skip
