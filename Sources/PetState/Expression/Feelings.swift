/// What pets feel at which time of day with how much energy.
enum Feelings {
    /// A feeling in each language.
    struct Feeling: Hashable {
        let chinese: String
        let english: String

        init(_ chinese: String, _ english: String) {
            self.chinese = chinese
            self.english = english
        }

        func text(in language: PetLanguage) -> String {
            language == .chinese ? chinese : english
        }
    }

    static func feeling(_ part: PartOfDay, _ level: EnergyLevel) -> Feeling {
        table[part.rawValue][level.rawValue]
    }

    /// A row for each part of the day, a column for each level of energy.
    private static let table: [[Feeling]] = [
        [
            Feeling("沉沉昏睡", "dead to the world"), Feeling("睡得很熟", "fast asleep"),
            Feeling("安稳地做梦", "dreaming calmly"), Feeling("夜里睡不着", "wide awake at night"),
        ],
        [
            Feeling("起不来床", "unable to get up"), Feeling("睡眼惺忪", "still drowsy"),
            Feeling("慢慢醒来", "waking up slowly"), Feeling("神清气爽", "fresh as the dawn"),
        ],
        [
            Feeling("没精打采", "listless"), Feeling("想再歇一会儿", "wanting a little more rest"),
            Feeling("心情平静", "at ease"), Feeling("活力满满", "full of go"),
        ],
        [
            Feeling("累坏了", "worn out"), Feeling("有点犯困", "a little sleepy"),
            Feeling("专注而自在", "busy and content"), Feeling("兴高采烈", "in high spirits"),
        ],
        [
            Feeling("筋疲力尽", "exhausted"), Feeling("想回家休息", "ready to go home"),
            Feeling("悠闲惬意", "relaxed"), Feeling("还想再玩", "eager to play on"),
        ],
        [
            Feeling("快要睡着了", "falling asleep"), Feeling("昏昏欲睡", "nodding off"),
            Feeling("安静放松", "quiet and calm"), Feeling("意犹未尽", "not yet tired"),
        ],
    ]
}
