//! Heads and feet of many kinds, in three editions.

use super::{block, heads, together};
use crate::clean::clean_together;
use crate::text::{Block, BlockKind, Edition, Role};

use Role::{Body, Byline, Date, Foot, Language, Navigation, Section, Title};

const DATE: [&str; 3] = ["9 March 2021", "2021年3月9日", "民國110年3月9日"];
const BY: [&str; 3] = ["By Ada Lim", "作者：林雅", "文／林雅"];

/// A head whose lines are given in the three editions.
fn rows(lines: &[[&str; 3]]) -> Vec<Vec<Role>> {
    let of = |k: usize| lines.iter().map(|line| line[k]).collect::<Vec<&str>>();
    heads(&of(0), &of(1), &of(2))
}

#[test]
fn a_title_that_looks_like_something_else_is_a_title() {
    let titles = [
        ["Contact us", "联系我们", "聯絡我們"],
        ["By the Harbour", "港口边上", "港口邊上"],
        ["By Accident", "纯属偶然", "純屬偶然"],
        ["Text: an apology", "文字的辩白", "文字的辯白"],
        ["Edited by Robots", "编辑：机器人", "編輯：機器人"],
        ["Reporters at Sea", "记者出海", "記者出海"],
        ["Photo: The Long Quay", "图：长长的码头", "圖：長長的碼頭"],
        ["The bakery has shut.", "面包店关门了。", "麵包店關門了。"],
        ["9. The price of flour", "九、面粉的价钱", "九、麵粉的價錢"],
        ["November 9, 1989", "1989年11月9日", "1989年11月9日"],
        ["Accessibility", "无障碍", "無障礙"],
        ["Bread → Toast → Crumbs", "面包→吐司→面包屑", "麵包→吐司→麵包屑"],
    ];
    for title in titles {
        assert_eq!(rows(&[title, DATE]), vec![vec![Title, Date]; 3], "{title:?}");
        assert_eq!(rows(&[title, BY, DATE]), vec![vec![Title, Byline, Date]; 3], "{title:?}");
    }
    for title in
        [["Japanese", "日文", "日文"], ["Flour > Bread > Toast", "面粉 > 面包 > 吐司", "麵粉 > 麵包 > 吐司"]]
    {
        assert_eq!(rows(&[title]), vec![vec![Title]; 3], "{title:?}");
    }
}

#[test]
fn names_are_told_in_every_form() {
    let title = ["Bread Before Dawn", "天亮前的面包", "天亮前的麵包"];
    let bylines = [
        ["By Ada Lim", "林雅 著", "林雅 著"],
        ["Translated by Bo Chen", "陈波 译", "陳波 譯"],
        ["By Ada Lim in Port Vale", "本报驻港城记者 林雅", "記者林雅／港城報導"],
        ["Text by Ada Lim", "文字：林雅", "文字／林雅"],
        ["— Ada Lim", "——林雅", "——林雅"],
        ["Quay Museum", "码头博物馆", "碼頭博物館"],
    ];
    for byline in bylines {
        assert_eq!(rows(&[title, byline, DATE]), vec![vec![Title, Byline, Date]; 3], "{byline:?}");
    }
    // Who speaks first is no author.
    let talk = |title: &'static str, names: [&'static str; 2], said: [&'static str; 2]| {
        vec![title, names[0], said[0], names[1], said[1], names[0], said[0]]
    };
    let en = talk("Talking of Bread", ["Ada Lim", "Bo Chen"], ["When do you get up?", "At three."]);
    let hans = talk("聊面包", ["林雅", "陈波"], ["你几点起床？", "三点。"]);
    let hant = talk("聊麵包", ["林雅", "陳波"], ["你幾點起床？", "三點。"]);
    let found = together(&[(Edition::En, &en), (Edition::ZhHans, &hans), (Edition::ZhHant, &hant)]);
    for roles in found {
        assert_eq!(roles[1..], [Body; 6]);
    }
}

#[test]
fn lines_of_languages_menus_and_sections_in_every_form() {
    let title = ["Bread Before Dawn", "天亮前的面包", "天亮前的麵包"];
    let languages = [
        [
            "Read this in 简体中文, 繁體中文",
            "阅读其他语言版本：English、繁體中文",
            "閱讀其他語言版本：English、简体中文",
        ],
        ["This story is also available in Chinese", "本文另有英文版", "本文亦提供英文版"],
        ["View in English", "查看英文版", "檢視英文版"],
    ];
    for line in languages {
        assert_eq!(rows(&[line, title, DATE]), vec![vec![Language, Title, Date]; 3], "{line:?}");
    }
    let menus = [
        ["You are here: Home > News", "当前位置：首页 > 新闻", "目前位置：首頁 > 新聞"],
        ["FOR IMMEDIATE RELEASE", "供即时发布", "供即時發佈"],
        ["Press contact: desk@quay.example", "媒体联系：desk@quay.example", "新聞聯絡人：desk@quay.example"],
    ];
    for line in menus {
        assert_eq!(rows(&[line, title, DATE]), vec![vec![Navigation, Title, Date]; 3], "{line:?}");
    }
    let sections = [
        ["OPINION | FOOD", "观点 | 食品", "觀點｜食品"],
        ["Guest Essay", "客座评论", "客座評論"],
        ["News / Travel / Food", "新闻 / 旅游 / 美食", "新聞／旅遊／美食"],
    ];
    for line in sections {
        assert_eq!(rows(&[line, title, DATE]), vec![vec![Section, Title, Date]; 3], "{line:?}");
    }
    // The name of a paper or of a column is no title, and no furniture for sure.
    let kicker = ["Letter from the quay", "码头来信", "碼頭來信"];
    assert_eq!(rows(&[kicker, title, BY]), vec![vec![Body, Title, Byline]; 3]);
    let found = heads(
        &["Home", "About", "Shop", "Bread Before Dawn", DATE[0]],
        &[title[1], DATE[1]],
        &[title[2], DATE[2]],
    );
    assert_eq!(found[0], [Navigation, Navigation, Navigation, Title, Date]);
}

#[test]
fn entries_of_a_diary_keep_their_dates() {
    let page = |title: &'static str, dates: [&'static str; 2], said: &'static str| {
        vec![title, dates[0], said, dates[1], said]
    };
    let en = page(
        "Diary of a Baker",
        ["Monday, 9 March 2021", "Tuesday, 10 March 2021"],
        "I was late again today.",
    );
    let hans = page("面包师日记", ["2021年3月9日 星期一", "2021年3月10日 星期二"], "今天我又迟到了。");
    let found = together(&[(Edition::En, &en), (Edition::ZhHans, &hans)]);
    assert_eq!(found, vec![vec![Title, Body, Body, Body, Body]; 2]);
}

/// The roles of what follows three sentences, the same in all editions.
fn feet(lines: &[[&'static str; 3]]) -> Vec<Role> {
    let body = [
        [
            "Bread",
            "The bakery on Quay Street opens at five.",
            "Nobody minds the hour.",
            "The oven never cools.",
        ],
        ["面包", "码头街的面包店五点开门。", "没人嫌早。", "烤炉从不冷却。"],
        ["麵包", "碼頭街的麵包店五點開門。", "沒有人嫌早。", "烤爐從不冷卻。"],
    ];
    let page =
        |k: usize| body[k].into_iter().chain(lines.iter().map(move |line| line[k])).collect::<Vec<&str>>();
    let pages = [page(0), page(1), page(2)];
    let found =
        together(&[(Edition::En, &pages[0]), (Edition::ZhHans, &pages[1]), (Edition::ZhHant, &pages[2])]);
    let feet: Vec<Vec<Role>> = found.into_iter().map(|roles| roles[4..].to_vec()).collect();
    assert!(feet.iter().all(|roles| *roles == feet[0]), "{lines:?}: {feet:?}");
    feet[0].clone()
}

#[test]
fn what_stands_at_the_end_of_pages_goes_in_all_editions() {
    let off: &[&[[&str; 3]]] = &[
        &[
            ["« Flour by boat", "« 船上的面粉", "« 船上的麵粉"],
            ["A cold oven »", "冷掉的烤炉 »", "冷掉的烤爐 »"],
        ],
        &[["← Previous: Flour by boat", "← 上一篇：船上的面粉", "← 上一篇：船上的麵粉"]],
        &[
            ["Previous post: Flour", "上一条：面粉", "上一則：麵粉"],
            ["Next post: Oven", "下一条：烤炉", "下一則：烤爐"],
        ],
        &[
            ["Previous", "上一篇", "上一篇"],
            ["Flour by boat", "船上的面粉", "船上的麵粉"],
            ["Next", "下一篇", "下一篇"],
            ["A cold oven", "冷掉的烤炉", "冷掉的烤爐"],
        ],
        &[
            ["Share this:", "分享：", "分享："],
            ["Facebook", "微博", "Facebook"],
            ["Telegram", "微信", "LINE"],
        ],
        &[["Share on WhatsApp", "分享到朋友圈", "分享至LINE"]],
        &[["#bread #quay", "#面包 #码头", "#麵包 #碼頭"]],
        &[["Tags", "标签", "標籤"], ["bread", "面包", "麵包"]],
        &[
            ["12 Comments", "12条评论", "12則留言"],
            ["Bo: I get up at four!", "陈波：我四点起床！", "陳波：我四點起床！"],
            ["Reply", "回复", "回覆"],
        ],
        &[["Page 2 of 7", "第2页，共7页", "第 2 頁，共 7 頁"]],
        &[["1 2 3 Next", "1 2 3 下一页", "1 2 3 下一頁"]],
        &[
            ["Was this article helpful?", "这篇文章对您有帮助吗？", "這篇文章對您有幫助嗎？"],
            ["Yes", "是", "是"],
            ["No", "否", "否"],
        ],
        &[["Privacy Policy · Contact Us", "隐私政策 · 联系我们", "隱私權政策 · 聯絡我們"]],
        &[["-30-", "——完——", "（完）"]],
    ];
    for lines in off {
        assert_eq!(feet(lines), vec![Foot; lines.len()], "{lines:?}");
    }
}

#[test]
fn the_end_of_a_text_stays_where_it_may_be_text() {
    let kept: &[&[[&str; 3]]] = &[
        &[["Next: the oven", "下一个：烤炉", "下一個：烤爐"]],
        &[
            ["Popular", "热门", "熱門"],
            ["Rye bread", "黑麦面包", "黑麥麵包"],
            ["White rolls", "小白面包", "小白麵包"],
        ],
        &[
            ["More on the quay", "更多人来码头", "更多人來碼頭"],
            ["Fewer in the shop", "店里的人更少", "店裡的人更少"],
        ],
        &[["“The end.”", "“完。”", "「完。」"]],
        &[["Share what you bake with a neighbour", "把面包分享给邻居", "把麵包分享給鄰居"]],
        &[["#1 of the town", "全城第一", "全城第一"]],
    ];
    for lines in kept {
        assert_eq!(feet(lines), vec![Body; lines.len()], "{lines:?}");
    }
    // The mark of an end with more of the text behind it.
    let more = [
        ["(The End)", "（完）", "（完）"],
        ["He shut the book.", "他合上书。", "他闔上書。"],
        ["It was late.", "天晚了。", "天晚了。"],
    ];
    assert_eq!(feet(&more), [Body; 3]);
    // Who translated it is none of the text.
    let signed = [["(Translator: Bo Chen)", "（翻译：陈波）", "（翻譯：陳波）"]];
    assert_eq!(feet(&signed), [Byline]);
    // An advertisement stands where every edition has one.
    let ad = [
        ["Advertisement", "广告", "廣告"],
        ["The street smells of it.", "整条街都是香味。", "整條街都是香味。"],
    ];
    assert_eq!(feet(&ad), [Navigation, Body]);
}

#[test]
fn a_caption_with_its_credit_stays_and_a_gallery_keeps_its_credits() {
    let title = ["Bread Before Dawn", "天亮前的面包", "天亮前的麵包"];
    let captions = [
        [
            "A loaf on the sill. Credit: Ada Lim",
            "窗台上的一条面包。图源：林雅",
            "窗台上的一條麵包。圖片來源：林雅",
        ],
        ["A loaf on the sill | Photo: Ada Lim", "窗台上的一条面包｜图：林雅", "窗台上的一條麵包｜圖：林雅"],
        [
            "A loaf on the sill (Photo: Ada Lim)",
            "窗台上的一条面包（图：林雅）",
            "窗台上的一條麵包（圖／林雅）",
        ],
    ];
    for caption in captions {
        assert_eq!(rows(&[title, caption, DATE]), vec![vec![Title, Body, Date]; 3], "{caption:?}");
    }
    let credit = ["Photo: Ada Lim", "图：林雅", "圖：林雅"];
    assert_eq!(rows(&[title, DATE, credit]), vec![vec![Title, Date, Navigation]; 3]);
    assert_eq!(rows(&[title, credit]), vec![vec![Title, Body]; 3]);
}

#[test]
fn advertisements_and_paths_of_sections_stand_above_the_title() {
    let title = ["Who Bakes Now?", "如今谁来烤面包？", "如今誰來烤麵包？"];
    for above in [
        ["ADVERTISEMENT", "广告", "廣告"],
        ["News / World / Quay Street", "新闻 / 国际 / 码头街", "新聞／國際／碼頭街"],
        ["LETTERS", "来信", "來信"],
    ] {
        let found = rows(&[above, title, BY, DATE]);
        assert!(found.iter().all(|roles| roles[0].is_furniture()), "{above:?} {found:?}");
        assert!(found.iter().all(|roles| roles[1..] == [Title, Byline, Date]), "{above:?} {found:?}");
    }
    // A title may be such a word.
    assert_eq!(rows(&[["Advertisement", "广告", "廣告"], BY, DATE]), vec![vec![Title, Byline, Date]; 3]);
}

#[test]
fn a_page_of_furniture_alone_keeps_it() {
    let menu = ["Contact us", "Privacy Policy | Terms of Use", "© 2021 Quay News. All rights reserved."];
    let hans = ["联系我们", "隐私政策 | 使用条款", "© 2021 码头新闻 版权所有"];
    let found = together(&[(Edition::En, &menu), (Edition::ZhHans, &hans)]);
    assert_eq!(found, vec![vec![Title, Body, Body]; 2]);
    let one = together(&[(Edition::En, &["Home", "Back to Top"]), (Edition::ZhHant, &["首頁", "返回頂部"])]);
    assert_eq!(one, vec![vec![Title, Body]; 2]);
    // A text keeps its furniture off.
    let text = together(&[(Edition::En, &["Home", "The quay is dry.", "Back to Top"])]);
    assert!(text[0][2] == Foot, "{text:?}");
}

#[test]
fn chinese_sections_of_an_english_page_are_no_text_of_it() {
    let about = "这个编辑器是开源的，可以部署在内网里，支持分页、打印和导出，也能接到现有的系统上，使用时不必担心数据离开自己的机器。";
    let english = [
        "# 中文介绍",
        about,
        "# Introduction",
        "The editor is open source and runs on a private network, so that no data leaves the machines of its users.",
        "It prints pages and exports them, and it can be connected to what is there already, in a few lines of code.",
    ];
    let blocks = |lines: &[&str]| -> Vec<Block> {
        let of = |line: &&str| match line.strip_prefix("# ") {
            Some(heading) => Block { kind: BlockKind::Heading(2), ..block(heading) },
            None => block(line),
        };
        lines.iter().map(of).collect()
    };
    let roles = |beside: bool, lines: &[&str]| -> Vec<Role> {
        let (mut english, mut chinese) = (blocks(lines), blocks(&["# 介绍", about]));
        let mut pages: Vec<(Edition, &mut [Block])> = vec![(Edition::En, &mut english)];
        if beside {
            pages.push((Edition::ZhHans, &mut chinese));
        }
        clean_together(&mut pages);
        english.iter().map(|b| b.role).collect()
    };
    assert_eq!(roles(true, &english)[..4], [Navigation, Navigation, Title, Body]);
    assert!(roles(false, &english).iter().all(|role| *role != Navigation), "nothing stands beside it");
    // A poem under an English heading is quoted, and a page that is Chinese altogether is told otherwise.
    let quoted = [english[2], english[3], "# The poem", about, english[4]];
    assert!(roles(true, &quoted).iter().all(|role| *role != Navigation));
    assert!(roles(true, &["# 介绍", about, "# More", "Few words."]).iter().all(|role| *role != Navigation));
}
