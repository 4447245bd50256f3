"""The sentences of a report as data: what is said of each kind of question, in both languages."""

from partysurvey.survey import Text

# one answer: {people} {option} {share}
SAID = Text("有{share}的{people}表示{option}", "among {people}, {share} answered “{option}”")
SAID_OF_ASKED = Text("{people}中，{share}表示{option}", "among {people}, {share} answered “{option}”")
SAID_TOO = Text("{share}表示{option}", "{share} “{option}”")
MADE_OF = Text("{people}中，{option}占{share}", "among {people}, “{option}” accounts for {share}")
MADE_OF_TOO = Text("{option}占{share}", "“{option}” for {share}")
REPLIED = Text("{people}中，答“{option}”的占{share}", "among {people}, {share} answered “{option}”")
REPLIED_TOO = Text("答“{option}”的占{share}", "{share} “{option}”")
ALL_SAID = Text("所有{people}均表示{option}", "all {people} answered “{option}”")
ALL_ARE = Text("{people}均为{option}", "all {people} answered “{option}”")
ALL_REPLIED = Text("{people}均答“{option}”", "all {people} answered “{option}”")
LARGEST = Text("{people}中，占比居前三位的是{listed}", "among {people}, the three largest groups are {listed}")
BANDED = Text("分组来看，{option}占{share}", "in groups, “{option}” accounts for {share}")
ALL_BANDED = Text("分组来看，均为{option}", "in groups, all are “{option}”")
# answers that say nothing without their question
BARE = frozenset({"是", "否", "有", "没有", "无", "yes", "no"})
NET = Text("{options}合计占{share}，{amount}", "together, {options} account for {share}, {amount}")
NET_ALONE = Text("{options}合计占{share}", "together, {options} account for {share}")
ASKED = Text("被问到此题的{people}", "{people} asked this question")
WITHIN = Text("{people}中", "among {people}")

# a small base: {n} {people} {counts}
FEW = Text(
    "仅有{n}人回答此题，其中{counts}，不宜以百分比推论",
    "only {n} answered: {counts}; too few to speak of percentages",
)
FEW_OF_ALL = Text("共有{n}人回答此题，其中{counts}", "{n} answered in all: {counts}")
FEW_VALUES = Text("仅有{n}人回答此题", "only {n} answered")
FEW_ARE = Text("{count}人为{option}", "{count} “{option}”")
FEW_SAID = Text("{count}人表示{option}", "{count} “{option}”")
FEW_CHOSE = Text("{count}人选择{option}", "{count} “{option}”")
NOBODY = Text("无人回答此题", "nobody answered")

# several answers, and rankings: {listed}
FIRST_OF = Text("排在前三位的是{listed}", "the three answers given most often are {listed}")
MOST_CHOSEN = Text("选择最多的是{listed}", "the answers given most often are {listed}")
ONE_CHOSEN = Text("选择最多的是{listed}", "the answer given most often is {listed}")
RANKED_FIRST = Text("排在首位次数最多的依次是{listed}", "the options most often ranked first are {listed}")
ONE_RANKED_FIRST = Text("排在首位次数最多的是{listed}", "the option most often ranked first is {listed}")
CHOSEN = Text("{option}（{share}）", "“{option}” ({share})")
NAMED = Text("{option}", "“{option}”")

# numbers: {mean} {median} {min} {max} {unit}, and {again}, the unit where it is not left out
OF_NAME = Text("{name}", "for {name}, ")
OF_PEOPLE = Text("{people}", "among {people}, ")
VALUES = Text(
    "{subject}平均为{mean}{unit}，中位数为{median}{again}，介于{min}{again}至{max}{again}之间",
    "{subject}the mean is {mean}{unit} and the median {median}{again}, with values from {min}{again} to {max}{again}",
)
MEAN = Text("{subject}平均为{mean}{unit}", "{subject}the mean is {mean}{unit}")
ONE_VALUE = Text("{subject}均为{median}{unit}", "{subject}every value is {median}{unit}")
DAYS = Text(
    "{subject}最早为{min}，中位数为{median}，最晚为{max}",
    "{subject}the first day is {min}, the median {median} and the last {max}",
)
UNIT = Text("{unit}", " {unit}")
SCALED_UNIT = Text("{unit}", " (in {unit})")  # 12.5 (in 10,000 yuan)

# grids: {high} {low} are items, {highest} {lowest} their numbers
NET_ENDS = Text(
    "{options}合计以“{high}”一项最高（{highest}），“{low}”一项最低（{lowest}）",
    "taken together, {options} are most frequent for “{high}” ({highest}) and least frequent for “{low}” ({lowest})",
)
SCORE_ENDS = Text(
    "“{high}”的平均分最高（{highest}分），“{low}”的最低（{lowest}分）",
    "the mean score is highest for “{high}” ({highest}) and lowest for “{low}” ({lowest})",
)

# breakdowns: {by} {option} {higher} {lower} {share} {points}
ABOUT = Text("就“{item}”而言", "as to “{item}”")
DIFFERENT = Text("按{by}分，各组之间差异显著（p {p}）", "the answers differ significantly by {by} (p {p})")
ALIKE = Text("按{by}分，各组之间无显著差异（p {p}）", "the answers do not differ significantly by {by} (p {p})")
HIGHER = Text(
    "“{higher}”中{option}占{share}，比“{lower}”高出{points}个百分点，差异显著",
    "among “{higher}”, {share} answered “{option}”, {points} percentage points more than among “{lower}”: "
    "a significant difference",
)
HIGHER_MEAN = Text(
    "“{higher}”平均为{mean}{unit}，比“{lower}”高出{difference}{unit}，差异显著",
    "among “{higher}” the mean is {mean}{unit}, higher by {difference}{again} than among “{lower}”: "
    "a significant difference",
)
