//! A page as it is copied from the web, in three editions and three formats: every row right, all furniture told.

use trialign::config::Settings;
use trialign::pipeline::{self, Aligned, Job, JobFile};
use trialign::text::{Edition, PerEdition, Role, Tag};

/// Head and foot in one edition: language line, section, title, date, two authors with affiliations; foot.
struct Page {
    language: &'static str,
    section: &'static str,
    title: &'static str,
    date: &'static str,
    authors: [(&'static str, &'static str); 2],
    body: [&'static str; 4],
    foot: [&'static str; 4],
}

const EN: Page = Page {
    language: "Language : English 简体 繁體",
    section: "Harbour Affairs",
    title: "Who Pays for the Night Boat",
    date: "Feb 3, 2022",
    authors: [
        ("Ines Moreau", "Senior Fellow, Institute for Coastal Studies"),
        ("Wu Jian", "Editor, Harbour Desk"),
    ],
    body: [
        "The night boat carries 240,000 passengers a year. It has lost money since 2015, and the council will decide in March whether it sails on.",
        "Its crew of 31 learned this from a newspaper. “We were not asked,” said the captain, who has steered it for nine years.",
        "Those who want to end it point to the bridge. A bus takes 14 minutes; the boat needs 35.",
        "But the bridge closes in high wind, on 22 nights last winter alone. On such nights the boat is the only way home.",
    ],
    foot: ["You might also like", "Jan 9, 2022", "Is the bridge safe?", "Back to Top"],
};
const HANS: Page = Page {
    language: "语言：English 简体 繁體",
    section: "港口事务",
    title: "谁来为夜船买单",
    date: "2022年2月3日",
    authors: [("伊内丝·莫罗", "海岸研究所高级研究员"), ("吴建", "港口组编辑")],
    body: [
        "夜船每年运送 24 万名乘客。它从2015年起就一直亏损，市议会将在三月决定它是否继续开行。",
        "船上31名船员是从报纸上得知此事的。“没有人问过我们，”掌舵九年的船长说。",
        "主张停航的人拿大桥作理由。坐公交车只要14分钟，坐船要35分钟。",
        "可是风一大，桥就封了，光是去年冬天就封了22个晚上。在那样的夜里，船是回家的唯一办法。",
    ],
    foot: ["您可能还喜欢", "2022年1月9日", "大桥安全吗？", "返回页首"],
};
const HANT: Page = Page {
    language: "語言：English 简体 繁體",
    section: "港口事務",
    title: "誰來為夜船買單",
    date: "民國111年2月3日",
    authors: [("伊內絲．莫羅", "海岸研究所資深研究員"), ("吳建", "港口組編輯")],
    body: [
        "夜船每年載客 24 萬人次。它自2015年起年年虧損，市議會將於三月決定它是否繼續開航。",
        "船上31名船員是看了報紙才知道的。「沒有人問過我們。」掌舵九年的船長說。",
        "主張停駛的人以大橋為理由。搭公車只要14分鐘，搭船要35分鐘。",
        "可是風一大，橋就封閉，光是去年冬天就封了22個晚上。在那樣的夜裡，船是回家唯一的辦法。",
    ],
    foot: ["您可能也喜歡", "2022年1月9日", "大橋安全嗎？", "回到頂端"],
};

impl Page {
    fn text(&self) -> String {
        let authors: String =
            self.authors.iter().map(|(name, at)| format!("  • {name}\n\n    {at}\n\n")).collect();
        let (body, foot) = (self.body.join("\n\n"), self.foot.join("\n"));
        format!(
            "{}\n{}\n\n{}\n\n{}\n{authors}{body}\n\n{foot}\n",
            self.language, self.section, self.title, self.date
        )
    }

    fn markdown(&self) -> String {
        let authors: String = self.authors.iter().map(|(name, at)| format!("- {name}\n\n{at}\n\n")).collect();
        let foot = self.foot.map(|line| format!("{line}\n\n")).concat();
        let (body, head) = (self.body.join("\n\n"), format!("{}\n\n{}\n\n", self.language, self.section));
        format!("{head}# {}\n\n{}\n\n{authors}{body}\n\n{foot}", self.title, self.date)
    }

    fn html(&self) -> String {
        let authors: String =
            self.authors.iter().map(|(name, at)| format!("<ul><li>{name}</li></ul><p>{at}</p>")).collect();
        let line = |text: &&str| format!("<p>{text}</p>");
        let (body, foot): (String, String) =
            (self.body.iter().map(line).collect(), self.foot.iter().map(line).collect());
        format!(
            "<!DOCTYPE html><title>x</title><body><p>{}</p><p>{}</p><h1>{}</h1><p>{}</p>{authors}{body}{foot}</body>",
            self.language, self.section, self.title, self.date
        )
    }
}

fn align(extension: &str, pages: [String; 3]) -> Aligned {
    let folder = tempfile::tempdir().unwrap();
    let mut files = PerEdition::default();
    for (edition, page) in Edition::ALL.into_iter().zip(pages) {
        let path = folder.path().join(format!("{edition}.{extension}"));
        std::fs::write(&path, page).unwrap();
        files[edition] = Some(JobFile { path, tag: Tag::from(edition) });
    }
    let mut settings = Settings::default();
    settings.threads = 1;
    let aligner = pipeline::aligner(&settings).unwrap();
    let job = Job { id: "page".to_owned(), files, segmented: false };
    pipeline::run(&[job], &settings, &aligner, &|_| {}).unwrap().remove(0).aligned.unwrap()
}

fn check(extension: &str, found: &Aligned) {
    for ((_, text), page) in found.article.present().zip([&EN, &HANS, &HANT]) {
        assert_eq!(text.title.as_deref(), Some(page.title), "{extension}");
        assert_eq!(text.date.as_deref(), Some(page.date), "{extension}");
        let byline: Vec<&str> = page.authors.iter().flat_map(|(name, at)| [*name, *at]).collect();
        assert_eq!(text.byline, byline, "{extension}");
        let off: Vec<&str> = text.furniture.iter().map(|f| f.text.as_str()).collect();
        let mut want = vec![page.language, page.section];
        want.extend(page.foot);
        assert_eq!(off, want, "{extension}");
    }
    for bead in &found.ladder.beads {
        let counts = bead.runs.0.map(|run| run.len);
        assert_eq!(counts, [1, 1, 1], "{extension}: {bead:?}");
        let roles = Edition::ALL.map(|e| found.article.segments(e)[bead.runs[e].start].role);
        assert!(roles.iter().all(|role| *role == roles[0]), "{extension}: {roles:?}");
    }
    let body = found.article.segments(Edition::En).iter().filter(|s| s.role == Role::Body).count();
    assert_eq!(body, 8, "{extension}");
}

#[test]
fn a_copied_page_is_right_in_every_row_and_all_furniture_is_told() {
    let pages = [&EN, &HANS, &HANT];
    check("txt", &align("txt", pages.map(Page::text)));
    check("md", &align("md", pages.map(Page::markdown)));
    check("html", &align("html", pages.map(Page::html)));
}

/// The reference marks behind sentences: left out on request, told as furniture, and the record still proves itself.
#[test]
fn reference_marks_are_left_out_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "en.txt",
        "The weir was rebuilt in 1911.[3] Nobody paid for it.(1)\n\nIt holds to this day.† “We mend it,” she said.\n",
    );
    write("zh-Hans.txt", "水坝于1911年重建。[3]没有人出钱。（1）\n\n它至今仍在。①“我们修它。”她说。\n");
    let run = |args: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("trialign").unwrap();
        command.current_dir(folder.path()).args(args).assert().success().get_output().stdout.clone()
    };
    for (drop, marks) in [(true, 6), (false, 0)] {
        let flags: &[&str] = if drop { &["--drop-notes"] } else { &[] };
        let align =
            ["align", "--en", "en.txt", "--zh-hans", "zh-Hans.txt", "-q", "-f", "jsonl", "-o", "r.jsonl"];
        run(&[&align[..], flags].concat());
        run(&["verify", "r.jsonl"]);
        let record: serde_json::Value =
            serde_json::from_slice(&std::fs::read(folder.path().join("r.jsonl")).unwrap()).unwrap();
        let mut told = 0;
        for edition in ["en", "zh-Hans"] {
            let text = &record["editions"][edition];
            let furniture = text["furniture"].as_array().into_iter().flatten();
            told += furniture.filter(|f| f["role"] == "note").count();
            let segments: Vec<&str> =
                text["segments"].as_array().unwrap().iter().map(|s| s["text"].as_str().unwrap()).collect();
            assert_eq!(segments.len(), 4, "{segments:?}");
            let marked = segments.iter().filter(|s| s.contains(['[', '(', '（', '†', '①'])).count();
            assert_eq!(marked, if drop { 0 } else { 3 }, "{segments:?}");
        }
        assert_eq!(told, marks);
    }
}

/// Rows as lengths of runs, in the order of the editions.
fn shapes(found: &Aligned) -> Vec<[usize; 3]> {
    found.ladder.beads.iter().map(|bead| bead.runs.0.map(|run| run.len)).collect()
}

const BOAT: [[&str; 3]; 5] = [
    ["The boat left at dawn without lights.", "船在黎明时分没开灯就走了。", "船在黎明時分沒開燈就走了。"],
    ["Its owner had not paid the harbour for a year.", "船主一年没交港口费了。", "船主一年沒交港口費了。"],
    ["Two clerks saw it pass the lighthouse.", "两名职员看见它驶过灯塔。", "兩名職員看見它駛過燈塔。"],
    [
        "Nobody has heard of the crew since then.",
        "此后再没有人听到船员的消息。",
        "此後再沒有人聽到船員的消息。",
    ],
    [
        "The harbour has put its berth up for sale.",
        "港口已经把它的泊位挂牌出售。",
        "港口已經把它的泊位掛牌出售。",
    ],
];

#[test]
fn a_summary_or_a_caption_that_english_lacks_stands_alone() {
    for insert in [
        ["【摘要】一条船不见了。", "【摘要】一條船不見了。"],
        ["摘　要：港口少了一条船。", "摘　要：港口少了一條船。"],
        ["黎明的港口。（图：林雅）", "黎明的港口。（圖／林雅）"],
        ["▲黎明的港口", "▲黎明的港口"],
    ] {
        let page = |k: usize| {
            let mut lines = vec![
                ["Gone at Dawn", "黎明失踪", "黎明失蹤"][k],
                ["Feb 3, 2022", "2022年2月3日", "2022年2月3日"][k],
            ];
            lines.extend(k.checked_sub(1).map(|chinese| insert[chinese]));
            lines.extend(BOAT.map(|row| row[k]));
            lines.join("\n\n") + "\n"
        };
        let mut want = vec![[1, 1, 1]; 7];
        want.insert(2, [0, 1, 1]);
        assert_eq!(shapes(&align("txt", [0, 1, 2].map(page))), want, "{insert:?}");
    }
}

/// Where every edition has as many paragraphs, words that moved over a break do not pull their paragraph along.
#[test]
fn paragraphs_that_are_as_many_stay_together() {
    let quoted = [
        [
            "“You would go after somebody like that?",
            "“你会去追究那样的人吗？",
            "這位投資銀行家補充說：「你要去追究那樣的人嗎？",
        ],
        [
            "That is not a nice thing to do,” the investment banker added.",
            "这可不是什么好事。”这位投资银行家补充说。",
            "這樣做不好。」",
        ],
    ];
    let page = |k: usize| {
        let lines = BOAT[..3].iter().chain(&quoted).chain(&BOAT[3..]).map(|row| row[k]);
        lines.collect::<Vec<_>>().join("\n\n") + "\n"
    };
    assert_eq!(shapes(&align("txt", [0, 1, 2].map(page))), vec![[1, 1, 1]; 7]);
}
