use super::super::{Rule, RuleId, Sink, Subject};
use crate::config::Level;
use crate::text::{BlockKind, Edition};

pub(super) const RULE: Rule = Rule {
    id: RuleId::new("S505"),
    name: "raw-conversion",
    level: Level::Note,
    on: false,
    what: "characters that a raw conversion of Simplified text leaves and that the region does not write: 爲 裏 羣 衆 牀 峯",
    why: "They are right in no edition of today and show that nobody has read the conversion.",
    example: "爲羣衆 in a zh-TW text, where one writes 為群眾.",
    remedy: "write the character of the region, or convert with its table (OpenCC: s2tw, s2hk)",
    check,
};

/// What a conversion leaves, what Taiwan writes, what Hong Kong writes (OpenCC: TWVariants, HKVariants).
const FORMS: [(char, char, char); 30] = [
    ('爲', '為', '為'),
    ('裏', '裡', '裏'),
    ('羣', '群', '群'),
    ('衆', '眾', '眾'),
    ('牀', '床', '床'),
    ('峯', '峰', '峯'),
    ('麪', '麵', '麪'),
    ('竈', '灶', '灶'),
    ('僞', '偽', '偽'),
    ('啓', '啟', '啟'),
    ('喫', '吃', '吃'),
    ('痠', '痠', '痠'),
    ('覈', '核', '核'),
    ('溼', '濕', '濕'),
    ('鈎', '鉤', '鈎'),
    ('綫', '線', '線'),
    ('牆', '牆', '牆'),
    ('祕', '秘', '秘'),
    ('嬀', '媯', '媯'),
    ('鉢', '缽', '鉢'),
    ('棱', '稜', '稜'),
    ('鏽', '鏽', '鏽'),
    ('粧', '妝', '妝'),
    ('潙', '溈', '溈'),
    ('獃', '獃', '獃'),
    ('擡', '抬', '抬'),
    ('簷', '簷', '簷'),
    ('蔘', '參', '參'),
    ('癡', '痴', '痴'),
    ('糉', '粽', '粽'),
];

fn check(subject: &Subject<'_>, sink: &mut Sink<'_>) {
    let Some(text) = subject.article.editions[Edition::ZhHant].as_ref() else { return };
    let hong_kong = text.tag.ends_with("HK") || text.tag.ends_with("MO");
    for segment in text.segments.iter().filter(|s| s.kind != BlockKind::Code) {
        let right = |form: &(char, char, char)| if hong_kong { form.2 } else { form.1 };
        let mut found: Vec<&(char, char, char)> = Vec::new();
        for c in segment.text.chars() {
            let form = FORMS.iter().find(|form| form.0 == c && right(form) != c);
            found.extend(form.filter(|form| !found.iter().any(|other| other.0 == form.0)));
        }
        if !found.is_empty() {
            let shown: Vec<String> =
                found.iter().map(|form| format!("{} for {}", form.0, right(form))).collect();
            sink.add(Edition::ZhHant, segment.span, &segment.text, format!("{} here", shown.join(", ")));
        }
    }
}
