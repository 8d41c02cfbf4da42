//! What every ladder keeps to, whatever the texts are.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use trialign::align::{Aligner, Weights};
use trialign::evidence::vectors::{Line, Runs, Vectors};
use trialign::text::{Article, BlockKind, Edition, EditionText, PerEdition, Role, Segment, Span};

static ALIGNER: LazyLock<Aligner> =
    LazyLock::new(|| Aligner::embedded().expect("the weights that come with the program"));

const EN: [&str; 8] = [
    "The bank raised its rate by 25 basis points on March 3.",
    "“Why now?” she asked.",
    "Nobody knew.",
    "Prices rose 3.5 percent, to 35 million dollars.",
    "Dr. Chen Qingyang left for London.",
    "",
    "a",
    "\u{0}\u{202e}…",
];
const HANS: [&str; 8] = [
    "3月3日，银行加息25个基点。",
    "“为什么是现在？”她问。",
    "没人知道。",
    "价格上涨3.5%，达到3500万美元。",
    "陈清扬博士去了伦敦。",
    "",
    "甲",
    "……",
];
const HANT: [&str; 8] = [
    "三月三日，銀行升息一碼。",
    "她問：「為什麼是現在？」",
    "沒人知道。",
    "價格漲了百分之三點五，來到3,500萬美元。",
    "陳清揚博士去了倫敦。",
    "",
    "乙",
    "⋯⋯",
];

fn edition(lines: &[&str]) -> EditionText {
    let segment = |(k, text): (usize, &&str)| Segment {
        text: (*text).to_owned(),
        block: k / 2,
        kind: BlockKind::Paragraph,
        role: Role::Body,
        span: Span::new(k, k + 1),
        place: None,
        source: None,
    };
    EditionText {
        encoding: "UTF-8".to_owned(),
        segments: lines.iter().enumerate().map(segment).collect(),
        ..EditionText::default()
    }
}

fn texts(pool: [&'static str; 8]) -> impl Strategy<Value = Option<EditionText>> {
    let some = prop::collection::vec(0usize..8, 0..14)
        .prop_map(move |picks| Some(edition(&picks.iter().map(|k| pool[*k]).collect::<Vec<_>>())));
    prop_oneof![1 => Just(None), 6 => some]
}

fn lengths(article: &Article) -> PerEdition<usize> {
    PerEdition(Edition::ALL.map(|e| article.segments(e).len()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_segment_in_exactly_one_bead(en in texts(EN), hans in texts(HANS), hant in texts(HANT)) {
        let article = Article { id: "a".to_owned(), editions: PerEdition([en, hans, hant]) };
        let found = ALIGNER.align(&article).expect("no vectors, no fault");
        prop_assert_eq!(found.ladder.check(lengths(&article)), Ok(()));
        for bead in &found.ladder.beads {
            // one edition alone, or unrelated ones: nothing was computed
            let apart = found.messages.iter().any(|message| message.ends_with("nothing was aligned"));
            let computed = article.present().count() > 1 && !apart;
            prop_assert_eq!(bead.confidence.is_some(), computed);
            prop_assert!(bead.confidence.is_none_or(|p| (0.0..=1.0).contains(&p)));
            prop_assert!(bead.runs.0.iter().any(|run| run.len > 0), "an empty bead");
        }
    }
}

#[test]
fn the_same_at_any_number_of_threads() {
    let of = |picks: &[usize]| {
        let take =
            |pool: [&'static str; 8]| Some(edition(&picks.iter().map(|k| pool[*k]).collect::<Vec<_>>()));
        Article { id: "a".to_owned(), editions: PerEdition([take(EN), take(HANS), take(HANT)]) }
    };
    let articles = [of(&[0, 1, 2, 3, 4]), of(&[4, 3, 0]), of(&[2, 2, 1, 0, 3]), of(&[3, 1])];
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
        pool.install(|| ALIGNER.align_all(&articles)).expect("no vectors, no fault")
    };
    assert_eq!(run(1), run(4));
}

#[test]
fn texts_that_are_no_translations_stay_apart() {
    let en: Vec<String> = (0..40)
        .map(|k| format!("Ship number {k} carried {} tonnes of iron past the quiet harbour.", k * 7))
        .collect();
    let zh: Vec<String> =
        (0..40).map(|k| format!("她第{}次唱起祖母教的歌，院子里的桂花开得正香。", k + 300)).collect();
    let lines = |texts: &[String]| Some(edition(&texts.iter().map(String::as_str).collect::<Vec<_>>()));
    let article = Article { id: "a".to_owned(), editions: PerEdition([lines(&en), lines(&zh), None]) };
    let found = ALIGNER.align(&article).expect("no vectors, no fault");
    assert_eq!(found.messages.len(), 1, "{:?}", found.messages);
    assert_eq!(found.ladder.beads.len(), 80);
    assert!(found.ladder.beads.iter().all(|bead| bead.confidence.is_none()), "nobody computed one");
    let explained = ALIGNER.explain(&article).expect("no vectors, no fault");
    assert!(explained.iter().map(|e| &e.bead).eq(&found.ladder.beads));
}

/// A text that says the same very often says it as often in both editions, in order.
#[test]
fn what_is_said_many_times_is_aligned_in_order() {
    let [first, last] =
        [("The lamp turns once a minute.", "灯每分钟转一圈。"), ("The keeper sleeps.", "守塔人睡了。")];
    for (often, again) in [(400, ("The same paragraph again.", "同一段落再次出现。")), (800, ("Yes", "是"))]
    {
        let text = |side: fn((&'static str, &'static str)) -> &'static str| {
            let lines = [vec![side(first)], vec![side(again); often], vec![side(last)]].concat();
            Some(edition(&lines))
        };
        let article = Article {
            id: "a".to_owned(),
            editions: PerEdition([text(|pair| pair.0), text(|pair| pair.1), None]),
        };
        let found = ALIGNER.align(&article).expect("no vectors, no fault");
        assert_eq!(found.ladder.beads.len(), often + 2, "{often}");
    }
}

/// A page about China names things as they are called there, in either script.
#[test]
fn chinese_names_in_the_english_are_words_of_both() {
    let en = [
        "The Purple Forbidden enclosure (紫微垣) lies around the pole.",
        "Beside it stands the Hall (明堂, 靈臺).",
    ];
    let zh = ["紫微垣环绕天极。", "旁边是明堂与灵台。"];
    let article =
        Article { id: "a".to_owned(), editions: PerEdition([Some(edition(&en)), Some(edition(&zh)), None]) };
    let explained = ALIGNER.explain(&article).expect("no vectors, no fault");
    let same: Vec<&str> = explained
        .iter()
        .flat_map(|e| e.words.iter().filter(|(en, zh, _)| en == zh).map(|(_, zh, _)| zh.as_str()))
        .collect();
    let all = same.concat();
    assert!(["紫微", "明堂", "灵台"].iter().all(|name| all.contains(name)), "{same:?}");
}

/// `explain`, the sheet and a run of many articles say the same of every bead.
#[test]
fn one_way_to_every_number() {
    let settings = trialign::config::Settings::default();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let jobs = trialign::pipeline::find(&[folder], false).expect("the corpus is there").jobs;
    assert!(jobs.len() >= 18);
    let outcomes =
        trialign::pipeline::run(&jobs, &settings, &ALIGNER, &|_| {}).expect("no vectors, no fault");
    let mut beads = 0;
    for outcome in outcomes {
        let done = outcome.aligned.expect("the corpus can be aligned");
        let explained = ALIGNER.explain(&done.article).expect("no vectors, no fault");
        let numbers = |bead: &trialign::bead::Bead| (bead.runs, bead.confidence);
        assert!(
            explained.iter().map(|e| numbers(&e.bead)).eq(done.ladder.beads.iter().map(numbers)),
            "{}",
            outcome.id
        );
        beads += explained.len();
        // without English the Chinese editions explain each other
        let mut chinese = done.article.clone();
        chinese.editions[Edition::En] = None;
        let alone = ALIGNER.align(&chinese).expect("no vectors, no fault");
        let explained = ALIGNER.explain(&chinese).expect("no vectors, no fault");
        assert!(explained.iter().map(|e| numbers(&e.bead)).eq(alone.ladder.beads.iter().map(numbers)));
        assert!(explained.iter().all(|e| e.link == e.bead.confidence && !e.contributions.is_empty()));
    }
    assert!(beads > 800, "{beads}");
}

#[test]
fn texts_without_a_file_are_aligned() {
    let sentences = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let article = Article::of_texts(
        "a",
        [(Edition::En, sentences(&EN[..5])), (Edition::ZhHant, sentences(&HANT[..5]))],
    )
    .expect("two editions");
    assert_eq!(lengths(&article), PerEdition([5, 0, 5]));
    assert_eq!(ALIGNER.align(&article).expect("no vectors, no fault").ladder.beads.len(), 5);
    let page =
        Article::of_texts("a", [(Edition::En, EN[..5].join(" ")), (Edition::ZhHans, HANS[..5].concat())])
            .expect("two editions");
    assert_eq!(page.segments(Edition::ZhHans).len(), 5);
    for texts in [
        vec![(Edition::En, "One.")],
        vec![(Edition::En, "One."), (Edition::En, "Two.")],
        vec![(Edition::En, "One."), (Edition::ZhHans, " ")],
    ] {
        let fault = Article::of_texts("a", texts).expect_err("too little");
        assert_eq!(fault.kind(), trialign::error::ErrorKind::Input);
    }
}

/// Vectors that are all alike and count how often they were asked for.
struct Counted(AtomicUsize);

impl Vectors for Counted {
    fn signature(&self) -> String {
        "vectors of a test".to_owned()
    }

    fn runs(&self, lines: &[Line<'_>]) -> trialign::error::Result<Arc<Runs>> {
        self.0.fetch_add(1, Ordering::Relaxed);
        let mut runs = Runs::new(lines.len(), 2);
        Runs::each(lines.len()).try_for_each(|run| runs.set(run, &[1.0, 0.5]))?;
        Ok(Arc::new(runs))
    }
}

#[test]
fn vectors_speak_between_the_chinese_editions_and_are_named_once() {
    let article = Article {
        id: "two".to_owned(),
        editions: PerEdition([None, Some(edition(&HANS[..5])), Some(edition(&HANT[..5]))]),
    };
    let vectors = Arc::new(Counted(AtomicUsize::new(0)));
    let mut weights = Weights::embedded().unwrap();
    let with = |weights: &Weights| Aligner::with_vectors(weights, vectors.clone()).unwrap();
    let aligner = with(&weights);
    assert_eq!(aligner.signature().matches("vectors of a test").count(), 1);
    let ladder = aligner.align(&article).unwrap().ladder;
    assert_eq!(ladder.beads.len(), 5);
    assert_eq!(vectors.0.load(Ordering::Relaxed), 2);
    let table = weights.vectors.as_mut().unwrap();
    table.signature = "trained with vectors of a test".to_owned();
    table.chinese = None;
    let aligner = with(&weights);
    let signature = aligner.signature();
    assert!(signature.starts_with("trained with vectors of a test; folded by "), "{signature}");
    aligner.align(&article).unwrap();
    assert_eq!(vectors.0.load(Ordering::Relaxed), 2, "none are asked for without weights for them");
}
