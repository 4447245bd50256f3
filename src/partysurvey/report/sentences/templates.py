"""The sentences of a report as data: what is said of each kind of question, in both languages."""

from partysurvey.survey import Text

# one answer: {people} {option} {share}
SAID = Text("有{share}的{people}表示{option}", "{share} of {people} answered “{option}”")
SAID_TOO = Text("{share}表示{option}", "{share} “{option}”")
MADE_OF = Text("{people}中，{option}占{share}", "among {people}, “{option}” accounts for {share}")
MADE_OF_TOO = Text("{option}占{share}", "“{option}” for {share}")
ONLY = Text("所有{people}均表示{option}", "all {people} answered “{option}”")
NET = Text("{options}合计占{share}，{amount}", "{options} together come to {share}, {amount}")
ASKED = Text("被问到此题的{people}", "{people} who were asked")

# a small base: {n} {people} {counts}
FEW = Text(
    "仅有{n}人回答此题，其中{counts}，不宜以百分比推论",
    "only {n} answered: {counts}; too few to speak of percentages",
)
FEW_COUNT = Text("{count}人为{option}", "{count} “{option}”")
NOBODY = Text("无人回答此题", "nobody answered")

# several answers, and rankings: {listed}
MOST_CHOSEN = Text("选择最多的是{listed}", "the answers given most often are {listed}")
FIRST_OF = Text("排在前{number}位的是{listed}", "the {number} answers given most often are {listed}")
RANKED_FIRST = Text("被排在首位最多的是{listed}", "ranked first most often: {listed}")
CHOSEN = Text("{option}（{share}）", "“{option}” ({share})")
NAMED = Text("{option}", "“{option}”")
NUMBERS = {1: Text("一", "one"), 2: Text("两", "two"), 3: Text("三", "three")}

# numbers: {mean} {median} {least} {most} {unit}
MEAN = Text("{people}平均为{mean}{unit}", "the mean of {people} is {mean}{unit}")
MEDIAN = Text("中位数为{median}{unit}", "the median {median}{unit}")
RANGE = Text("介于{least}至{most}{unit}之间", "the values run from {least} to {most}{unit}")
UNIT = Text("{unit}", " {unit}")
SCALED_UNIT = Text("{unit}", " ({unit})")  # 12.5 (10,000 yuan)

# grids: {item} {share} {score}
HIGHEST_NET = Text(
    "{options}合计以“{item}”一项最高（{share}）", "{options} together are most frequent for “{item}” ({share})"
)
LOWEST_NET = Text("“{item}”一项最低（{share}）", "least for “{item}” ({share})")
HIGHEST_SCORE = Text("“{item}”的平均分最高（{score}分）", "the mean score is highest for “{item}” ({score})")
LOWEST_SCORE = Text("“{item}”的最低（{score}分）", "lowest for “{item}” ({score})")

# breakdowns: {by} {option} {higher} {lower} {share} {points}
ABOUT = Text("就“{item}”而言", "as to “{item}”")
DIFFERENT = Text("不同{by}之间差异显著（p {p}）", "the answers differ by {by} (p {p})")
ALIKE = Text("不同{by}之间的差异不显著（p {p}）", "the answers do not differ significantly by {by} (p {p})")
HIGHER = Text(
    "“{higher}”中{option}占{share}，比“{lower}”高出{points}个百分点，差异显著",
    "“{option}” has {share} among “{higher}”, {points} percentage points more than among “{lower}”: "
    "a significant difference",
)
HIGHER_MEAN = Text(
    "“{higher}”平均为{mean}{unit}，比“{lower}”高出{difference}{unit}，差异显著",
    "the mean of “{higher}” is {mean}{unit}, {difference}{unit} more than that of “{lower}”: a significant difference",
)
# what a question's text begins with when it speaks to the respondent
ADDRESSING = Text("您的|您对|您", "your ")
