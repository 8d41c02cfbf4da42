mod kinds;

use proptest::prelude::*;

use super::*;
use crate::text::{BlockKind, Offsets};

fn block(text: &str) -> Block {
    let kind = if text.starts_with('•') { BlockKind::ListItem } else { BlockKind::Paragraph };
    let text = text.trim_start_matches(['•', ' ']);
    Block {
        kind,
        role: Role::Body,
        text: text.to_owned(),
        offsets: Offsets::contiguous(0, text.len()),
        marks: Vec::new(),
    }
}

fn roles(lines: &[&str]) -> Vec<Role> {
    let mut blocks: Vec<Block> = lines.iter().map(|line| block(line)).collect();
    clean(&mut blocks, Edition::En);
    blocks.iter().map(|b| b.role).collect()
}

#[test]
fn tells_the_head_of_a_page() {
    use Role::{Body, Byline, Date, Foot, Language, Section, Title};
    let page = [
        "语言：English 简体 繁體",
        "外交政策",
        "一个突破口",
        "2020年12月18日",
        "• 王付东",
        "国际经济与政治研究所助理研究员",
        "选举之后，人们普遍预计他会改变政策。",
        "您可能还喜欢",
        "返回页首",
    ];
    assert_eq!(roles(&page), [Language, Section, Title, Date, Byline, Byline, Body, Foot, Foot]);
}

#[test]
fn keeps_what_is_not_furniture() {
    use Role::{Body, Foot, Title};
    assert_eq!(roles(&["A Poem", "roses are red", "violets are blue", "share"]), [Title, Body, Body, Body]);
    assert_eq!(roles(&["It began.", "Early Life", "He was born."]), [Body, Body, Body]);
    assert_eq!(
        roles(&["A Title", "It ends here.", "Related articles", "One more title", "© 2020 The Paper"]),
        [Title, Body, Foot, Foot, Foot]
    );
    let list = ["A Title", "May 1, 2020", "• salt", "• pepper", "Mix them well."];
    assert_eq!(roles(&list), [Title, Role::Date, Body, Body, Body]);
    assert_eq!(roles(&["T", "Related articles", "They cost more. A lot.", "So we think."])[1], Body);
}

/// A list of other pages in the middle of a text takes nothing off that follows it, however surely the page ends below.
#[test]
fn paragraphs_below_a_list_of_other_pages_are_text() {
    use Role::{Body, Foot, Title};
    let text = ["The ferry stopped at noon.", "Nobody was told why.", "It ran again on Friday."];
    for heading in ["Related stories", "Latest news", "Most popular"] {
        let head = ["A Title", "It began with a noise.", heading, "One more title"];
        let page = [&head[..], &text, &["© 2024 The Harbour Post"]].concat();
        let found = roles(&page);
        assert_eq!(found[4..], [Body, Body, Body, Foot], "{heading}");
        // A card has a line of text below its title.
        let cards =
            [&head[..], &text[..1], &["Another title"], &text[1..2], &["© 2024 The Harbour Post"]].concat();
        assert_eq!(roles(&cards), [Title, Body, Foot, Foot, Foot, Foot, Foot, Foot], "{heading}");
    }
}

/// The roles of the lines of each edition, told together.
fn together(pages: &[(Edition, &[&str])]) -> Vec<Vec<Role>> {
    let mut blocks: Vec<(Edition, Vec<Block>)> = pages
        .iter()
        .map(|(edition, lines)| (*edition, lines.iter().map(|line| block(line)).collect()))
        .collect();
    let mut slices: Vec<(Edition, &mut [Block])> =
        blocks.iter_mut().map(|(edition, blocks)| (*edition, blocks.as_mut_slice())).collect();
    clean_together(&mut slices);
    blocks.into_iter().map(|(_, blocks)| blocks.into_iter().map(|b| b.role).collect()).collect()
}

const EN: [&str; 2] = ["The bakery on Quay Street opens at five.", "Nobody minds the hour."];
const HANS: [&str; 2] = ["码头街的面包店五点开门。", "没人嫌早。"];
const HANT: [&str; 2] = ["碼頭街的麵包店五點開門。", "沒有人嫌早。"];

/// Roles of three editions whose heads are given; the same body follows each.
fn heads(en: &[&str], hans: &[&str], hant: &[&str]) -> Vec<Vec<Role>> {
    let page = |head: &[&str], body: [&'static str; 2]| -> Vec<String> {
        head.iter().map(|s| (*s).to_owned()).chain(body.map(str::to_owned)).collect()
    };
    let pages = [
        (Edition::En, page(en, EN)),
        (Edition::ZhHans, page(hans, HANS)),
        (Edition::ZhHant, page(hant, HANT)),
    ];
    let lines: Vec<(Edition, Vec<&str>)> =
        pages.iter().map(|(edition, page)| (*edition, page.iter().map(String::as_str).collect())).collect();
    let slices: Vec<(Edition, &[&str])> =
        lines.iter().map(|(edition, page)| (*edition, page.as_slice())).collect();
    let mut found = together(&slices);
    for roles in &mut found {
        assert_eq!(roles.split_off(roles.len() - 2), [Role::Body, Role::Body]);
    }
    found
}

#[test]
fn a_title_is_never_taken_off() {
    use Role::{Body, Byline, Date, Language, Section, Title};
    let all = |roles: &[Role]| vec![roles.to_vec(); 3];
    let date = ["Mar. 9, 2021", "2021年3月9日", "民國110年3月9日"];
    assert_eq!(
        heads(
            &["Bread Before Dawn", "Jo Park", date[0]],
            &["天亮前的面包", "朴乔", date[1]],
            &["天亮前的麵包", "朴喬", date[2]]
        ),
        vec![vec![Title, Body, Date]; 3],
    );
    assert_eq!(
        heads(
            &["Bread Before Dawn", "Bo Chen", date[0]],
            &["天亮前的面包", "陈波", date[1]],
            &["天亮前的麵包", "陳波", date[2]]
        ),
        all(&[Title, Byline, Date])
    );
    assert_eq!(
        heads(
            &["Bread Before Dawn", "Who gets up for a roll that costs a penny", "By Jo Park", date[0]],
            &["天亮前的面包", "谁会为一分钱的小面包早起", "文／朴乔", date[1]],
            &["天亮前的麵包", "誰會為一分錢的小麵包早起", "文／朴喬", date[2]]
        ),
        all(&[Title, Body, Byline, Date])
    );
    assert_eq!(
        heads(
            &["EN | 简 | 繁", "Bread Before Dawn", "A cold street"],
            &["EN | 简 | 繁", "天亮前的面包", "寒冷的街"],
            &["EN | 简 | 繁", "天亮前的麵包", "寒冷的街"]
        ),
        all(&[Language, Title, Body])
    );
    assert_eq!(
        heads(
            &["Food & Drink", "Bread Before Dawn", date[0]],
            &["美食与生活", "天亮前的面包", date[1]],
            &["美食與生活", "天亮前的麵包", date[2]]
        ),
        all(&[Section, Title, Date])
    );
    assert_eq!(
        heads(
            &["Opinion", "Bread Before Dawn", "By Jo Park"],
            &["評論", "天亮前的面包", "朴乔"],
            &["評論", "天亮前的麵包", "朴喬"]
        ),
        all(&[Section, Title, Byline])
    );
}

#[test]
fn what_one_edition_has_alone_pushes_nothing_out_of_step() {
    use Role::{Byline, Date, Language, Navigation, Title};
    let found = heads(
        &["Bread Before Dawn", "By JO PARK", "Mar. 9, 2021"],
        &["简体 繁体", "码头报 国际版", "字号", "天亮前的面包", "陈乔", "2021年3月9日"],
        &["簡體 繁體", "碼頭報 國際版", "字級", "天亮前的麵包", "陳喬", "民國110年3月9日"],
    );
    assert_eq!(found[0], [Title, Byline, Date]);
    assert_eq!(found[1], [Language, Language, Navigation, Title, Byline, Date]);
    assert_eq!(found[2], found[1]);
}

#[test]
fn captions_credits_and_skip_links_are_no_title() {
    use Role::{Body, Date, Navigation, Title};
    let found = heads(
        &["A loaf on the sill. (Photo: Ada Lim)", "Bread Before Dawn", "Mar. 9, 2021"],
        &["窗台上的一条面包。（图：林雅）", "天亮前的面包", "2021年3月9日"],
        &["▲窗台上的一條麵包。（圖／林雅）", "天亮前的麵包", "民國110年3月9日"],
    );
    assert_eq!(found, vec![vec![Body, Title, Date]; 3]);
    let found = heads(
        &["Skip to content", ":::", "Photo: Ada Lim/Quay Pictures", "Bread Before Dawn", "2021-03-09"],
        &["跳转到主要内容", ":::", "图／林雅／码头图片社", "天亮前的面包", "2021-03-09"],
        &["跳至主要內容", ":::", "圖：林雅", "天亮前的麵包", "2021-03-09"],
    );
    assert_eq!(found, vec![vec![Navigation, Navigation, Navigation, Title, Date]; 3]);
}

#[test]
fn several_authors_and_share_bars_below_the_title() {
    use Role::{Byline, Date, Navigation, Title};
    let found = heads(
        &["Bread Before Dawn", "Mar. 9, 2021", "• Jo Park", "Writer at large", "• Ada Lim", "Food Desk"],
        &["天亮前的面包", "2021年3月9日", "• 朴乔", "特约作家", "• 林雅", "美食组"],
        &["天亮前的麵包", "2021年3月9日", "• 朴喬", "特約作家", "• 林雅", "美食組"],
    );
    assert_eq!(found, vec![vec![Title, Date, Byline, Byline, Byline, Byline]; 3]);
    let found = heads(
        &["Bread Before Dawn", "Mar. 9, 2021", "Facebook", "Copy link", "6 min read"],
        &["天亮前的面包", "2021年3月9日", "微信", "复制链接", "阅读时间：6分钟"],
        &["天亮前的麵包", "2021年3月9日", "LINE", "複製連結", "閱讀時間：6分鐘"],
    );
    assert_eq!(found, vec![vec![Title, Date, Navigation, Navigation, Navigation]; 3]);
}

#[test]
fn the_foot_is_told_alike_in_all_editions() {
    use Role::{Body, Foot, Title};
    let page = |en: &[&'static str], hant: &[&'static str]| {
        let en: Vec<&str> = ["Bread"].into_iter().chain(EN).chain(en.iter().copied()).collect();
        let hant: Vec<&str> = ["麵包"].into_iter().chain(HANT).chain(hant.iter().copied()).collect();
        together(&[(Edition::En, &en), (Edition::ZhHant, &hant)])
    };
    let off = |n: usize| {
        let mut roles = vec![Title, Body, Body];
        roles.extend(vec![Foot; n]);
        vec![roles; 2]
    };
    assert_eq!(
        page(
            &["You may also like", "Mar 2, 2021", "Who still buys flour?", "Ada Lim, Writer", "Back to top"],
            &["你可能也會喜歡", "2021年3月2日", "誰還買麵粉？", "林雅 作家", "回到頂端"]
        ),
        off(5)
    );
    assert_eq!(
        page(
            &["Most Viewed", "Mills of the river", "A jar of yeast"],
            &["熱門文章", "河邊的磨坊", "一罐酵母"]
        ),
        off(3)
    );
    assert_eq!(
        page(
            &["Related News", "2021-02-01", "The guild met the mayor after lunch."],
            &["相關新聞", "2021-02-01", "公會午後會見市長。"]
        ),
        off(3)
    );
    assert_eq!(page(&["Tags: bread, quay"], &["標籤：麵包、碼頭"]), off(1));
    assert_eq!(page(&["Ends/Tuesday, March 9, 2021", "NNNN"], &["完", "2021年3月9日（星期二）"]), off(2));
    // A last section of prose stays, whatever it is called.
    assert_eq!(
        page(&["Related reading", "He reads at night."], &["延伸閱讀", "他夜裡讀書。"])[0],
        [Title, Body, Body, Body, Body]
    );
}

const LINES: &[&str] = &[
    "Back to Top",
    "Share",
    "Dec 18, 2020",
    "• Ann Lee",
    "Language : English 简体",
    "A short line",
    "相關文章",
];

proptest! {
    /// Whatever stands between the first and the last sentence stays in the body.
    #[test]
    fn takes_nothing_from_between(lines in prop::collection::vec(
        prop_oneof![prop::sample::select(LINES).prop_map(str::to_owned), "[a-z]{1,8}( [a-z]{1,8}){0,5}[.]?"], 0..20)) {
        let mut page = vec!["This is the first sentence of the text."];
        page.extend(lines.iter().map(String::as_str));
        page.push("And this is the last one.");
        prop_assert!(roles(&page).iter().all(|role| *role == Role::Body), "{page:?}");
    }
}

#[test]
fn judges_script_and_language() {
    use script::{judge, mismatch, resolve};
    let hant = "我們說這個國家的經濟發展很快，還有許多問題。";
    let segment = crate::text::Segment {
        text: hant.to_owned(),
        block: 0,
        kind: BlockKind::Paragraph,
        role: Role::Body,
        span: crate::text::Span::default(),
        place: None,
        source: None,
    };
    let text = crate::text::EditionText {
        tag: "zh".to_owned(),
        segments: vec![segment],
        ..crate::text::EditionText::default()
    };
    assert_eq!(mismatch(Edition::ZhHant, &text), None);
    assert!(mismatch(Edition::ZhHans, &text).is_some_and(|message| message.contains("zh-Hant")));
    assert!(mismatch(Edition::En, &text).is_some());
    assert_eq!(resolve(&"zh".parse().unwrap(), hant).edition, Edition::ZhHant);
    assert_eq!(resolve(&"zh-CN".parse().unwrap(), hant).edition, Edition::ZhHans);
    assert_eq!(judge("これは日本語のテキストです。漢字もあります。").edition(), None);
    assert_eq!(judge("短").edition(), None);
}

#[test]
fn credits_and_marked_ends_are_no_text_wherever_they_stand() {
    use Role::{Body, Foot, Navigation, Title};
    let page = [
        "The Well at Orrin",
        "It was dug by hand.",
        "Photograph by Ida Moss",
        "It still has water.",
        "— 完 —",
        "The authority was founded in 1911.",
    ];
    assert_eq!(roles(&page), [Title, Body, Navigation, Body, Foot, Body]);
    let page =
        ["奥林的井", "井是人工挖的。", "图片由莫斯家族提供", "井里还有水。", "（完）", "本局成立于1911年。"];
    assert_eq!(roles(&page), [Title, Body, Navigation, Body, Foot, Body]);
    // What is said of a photograph is text.
    let page = ["The Well", "Photo: nobody knows who took it, or when.", "It is dry now."];
    assert_eq!(roles(&page), [Title, Body, Body]);
}

#[test]
fn a_name_with_two_dots_is_no_menu() {
    let page = ["盐路", "艾德蒙·哈洛·派克", "路从海边开始，一直通到山里。"];
    assert_eq!(roles(&page), [Role::Title, Role::Body, Role::Body]);
}

#[test]
fn cards_that_are_sentences_go_with_their_heading_where_the_editions_agree() {
    use Role::{Body, Foot, Title};
    let en = [
        "The Well",
        "It was dug by hand.",
        "You might also like",
        "Why do wells sing?",
        "A bucket has retired now.",
    ];
    let hans = ["井", "井是人工挖的。", "猜你喜欢", "井为什么会唱歌？", "一只水桶退休了。"];
    let hant = ["井", "井是人工挖的。", "你可能感興趣", "井為何會唱歌？", "一隻水桶退休了。"];
    let found = together(&[(Edition::En, &en), (Edition::ZhHans, &hans), (Edition::ZhHant, &hant)]);
    assert_eq!(found, vec![vec![Title, Body, Foot, Foot, Foot]; 3]);
}

#[test]
fn the_first_word_alone_makes_no_copyright_line() {
    use Role::{Body, Foot, Title};
    let kept = [
        "Copyright is a bargain between those who write and those who read.",
        "版权归根到底是写作者与读者之间的一笔交易。",
        "未经许可，任何人不得进入仓库。",
        "Copyright law came late to the islands.",
        "(c) leave the gate open",
        "版權所有人是誰？",
    ];
    for line in kept {
        assert_eq!(
            roles(&["A Title", "The text begins and ends here.", line]),
            [Title, Body, Body],
            "{line}"
        );
    }
    let off = [
        "Copyright 2024 The Harbour Post",
        "© The Harbour Post",
        "Copyright: The Harbour Post",
        "版权所有：港口报",
        "版權歸本報所有",
        "未经许可，不得转载。",
        "Reprinted with permission from The Harbour Post.",
        "保留一切權利",
    ];
    for line in off {
        assert_eq!(
            roles(&["A Title", "The text begins and ends here.", line]),
            [Title, Body, Foot],
            "{line}"
        );
    }
}

#[test]
fn a_word_of_credits_needs_a_name_behind_it() {
    use Role::{Body, Navigation, Title};
    let kept = [
        "资料图书室的开放时间",
        "图：借贷的形状",
        "Photo: what to bring",
        "Image by image, she rebuilt the film",
        "图由线条组成",
        "示意图怎么画",
        "Pictures: a dozen of them",
        "Credit: why banks lend",
    ];
    for line in kept {
        let page = ["A Title", "The text begins here.", line, "And here it ends."];
        assert_eq!(roles(&page), [Title, Body, Body, Body], "{line}");
    }
    let off = [
        "Photo: İİİİİİİİİİ",
        "Photo: Anna Bell",
        "Photograph: courtesy of the Bell family",
        "Photo by Tom Reed / Getty Images",
        "图：新华社",
        "摄影：李安",
        "图片来源：视觉中国",
        "圖／陳怡君",
        "资料图",
    ];
    for line in off {
        let page = ["A Title", "The text begins here.", line, "And here it ends."];
        assert_eq!(roles(&page), [Title, Body, Navigation, Body], "{line}");
    }
}

#[test]
fn a_headline_may_be_in_quotation_marks_or_a_word_of_menus() {
    use Role::{Body, Date, Title};
    for line in [
        "“We Are Not Machines”",
        "“我们不是机器”",
        "「沒有人問過我們」：水災之後",
        "Search",
        "分享",
        "And then there was silence…",
    ] {
        let page = [line, "3 March 2021", "The mill closed on a wet Friday.", "Nobody came."];
        assert_eq!(roles(&page), [Title, Date, Body, Body], "{line}");
    }
}
