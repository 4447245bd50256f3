"""Columns that are no questions: what platforms add, what identifies a person, what belongs to the design."""

import re
from collections.abc import Mapping

from partysurvey.survey.column import Column, Role
from partysurvey.survey.matching.headers import FILL_IN_TEXT, numbered
from partysurvey.survey.plain_text import bare

_WORDS = {
    Role.METADATA: """
        序号 编号 答卷编号 问卷编号 样本编号 提交答卷时间 提交时间 所用时间 答题时长 开始答题时间 结束答题时间
        开始时间 结束时间 创建时间 更新时间 修改时间 最后更新时间 来源 来源详情 来源渠道 总分 语言 清洗数据结果
        智能清洗数据无效概率 用户类型 自定义字段 地理位置国家和地区 地理位置省 地理位置市 ua referrer 中奖时间
        中奖金额 审核状态 填写设备 操作系统 浏览器 填表时间 填写时间 时间戳记 id index row rowid no number
        startdate enddate status progress durationinseconds duration finished recordeddate responseid recordid
        respondentid respid caseid collectorid distributionchannel userlanguage externalreference timestamp
        submitdate lastpage startlanguage seed datestamp refurl interviewtime uuid submissiontime
        validationstatus notes submittedby version tags start end deviceid username today redcapeventname
        redcaprepeatinstrument redcaprepeatinstance redcapsurveyidentifier customdata1 score key instanceid
        submissiondate
    """,
    Role.PERSONAL: """
        姓名 名字 您的姓名 您的名字 联系人 电话 手机 手机号 手机号码 电话号码 联系电话 联系方式 邮箱 电子邮箱
        电子邮件 身份证 身份证号 身份证号码 用户id 用户标识 昵称 微信昵称 微信号 微信 qq qq号 openid unionid
        来自ip ip ip地址 住址 家庭住址 通讯地址 提交人 填写人 工号 学号
        准考证号 护照号 护照号码 证件号 证件号码 银行卡号 银行账号 社保卡号 车牌号 门牌号
        residentid idcard idnumber passport passportnumber studentid employeeid staffid
        ipaddress ipaddr email emailaddress mail
        name fullname firstname lastname surname phone phonenumber telephone mobile mobilenumber
        recipientlastname recipientfirstname recipientemail locationlatitude locationlongitude address
        homeaddress latitude longitude nickname wechat yourname youremail
    """,
    Role.WEIGHT: "weight weights wt wgt pw w 权重 权数 加权 weightvar finalweight designweight samplingweight 抽样权重",
}  # fmt: skip
_ROLES: Mapping[str, Role] = {word: role for role, words in _WORDS.items() for word in words.split()}
_ASKED_PERSON = re.compile(  # of the bare text
    r"(?:请|请您|麻烦您)?(?:输入|填写|留下|提供|填入|写下)?(?:一下)?(?:您|你|本人|受访者|被访者|填表人|填写人|收货人|收件人|紧急联系人|家长|学生)?(?:的)?"
    r"(?:真实|常用|个人|收货|收件|详细|家庭|联系|通讯|现居住|居住|移动)?"
    r"(?:姓名|名字|手机|手机号|手机号码|电话|电话号|电话号码|联系方式|联系电话|邮箱|邮箱地址|电子邮箱|电子邮件|email|email地址|微信号|微信|qq|qq号"
    r"|qq号码|身份证|身份证号|身份证号码|身份证件号码?|证件号码?|护照号码?|准考证号码?|学号|工号|银行卡号|银行账号|收货地址|收件地址|详细地址|家庭地址|家庭住址|通讯地址|联系地址|地址|住址|openid|ip|ip地址)"
    r"(?:选填|必填|可选)?"
    r"|(?:whatis|pleaseenter|pleaseprovide|pleasegive)?(?:your)?(?:full|first|last|contact|home|street|mailing)?"
    r"(?:email|emailaddress|phone|phonenumber|telephonenumber|mobilenumber|fullname|firstname|lastname|homeaddress"
    r"|streetaddress|mailingaddress|ipaddress)(?:optional|required)?"
    r"|(?:whatis|pleaseenter)?yourname",
    re.IGNORECASE,
)
_NO_WORDS = re.compile(r"(?i)unnamed:?[ _]*\d*|column\d+|field_?\d+|_+|")
EXACT_WEIGHTS = frozenset({"weight", "权重"})


def column_role(column: Column) -> Role | None:
    """The role of a column: as its dialect knows it, else as its name or its label shows it."""
    if column.role is not None:
        return column.role
    part = column.heading.part if column.heading else ""
    return role(column.name) or role(column.label or column.name) or (asked_person(part) if part else None)


def role(name: str) -> Role | None:
    """The role that the name of the column shows; None for what may be a question."""
    if _NO_WORDS.fullmatch(name.strip()):
        return Role.METADATA
    if name.strip().endswith(FILL_IN_TEXT):
        return Role.FILL_IN
    text = numbered(name)[1]
    return _ROLES.get(bare(name)) or _ROLES.get(bare(text)) or asked_person(text)


def asked_person(text: str) -> Role | None:
    """PERSONAL for a question that asks who or where somebody is: 请填写您的手机号：, 收货人姓名; else None."""
    return Role.PERSONAL if _ASKED_PERSON.fullmatch(bare(text)) else None
