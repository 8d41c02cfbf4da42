//! Sentence segmentation: own cases of every kind, and the contract every segmenter keeps.

use proptest::prelude::*;
use std::time::Instant;
use trialign::segment::{Segmenter, blocks_of_text, cut_text, segmenter};
use trialign::text::Edition;

/// Cases with `‖` where a sentence ends; white space around it belongs to the text.
fn check(edition: Edition, cases: &[&str]) {
    let mut wrong = Vec::new();
    for case in cases {
        let text = case.replace('‖', "");
        let expected: Vec<&str> = case.split('‖').map(str::trim).collect();
        let got: Vec<&str> = cut_text(edition, &text).into_iter().map(|range| &text[range]).collect();
        if got != expected {
            wrong.push(format!("want {}\n  got  {}", expected.join(" ‖ "), got.join(" ‖ ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong in {edition}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

const ENGLISH: &[&str] = &[
    "2.4. The weir and the wheel",
    "The weir is 2.4. ‖Nobody knows of what.",
    // notes of others, references, credits
    "The weir broke. (Translator’s note: it was rebuilt. See below.) ‖Nobody paid.",
    "The weir broke (Trans.: sic). ‖Nobody paid.",
    "The weir broke. ‖(It was rebuilt.) ‖Nobody paid.",
    "The weir broke.^[See chapter 3. It is long.] ‖Nobody paid.",
    "Holm, P. (2014). Weirs and wheels. Water History, 6(2), 101–118. https://example.org/w",
    "[7] Holm, P. Weirs. Quayside, 1998.",
    "Holm, the miller, died in 1998. ‖His son took over.",
    "The weir after the flood. Photo: Ida Moss / Quay Pictures",
    "The rain has stopped! 😀 ‖We go fishing tomorrow.",
    "🎉 New: a map. ‖🎉 New: a clock.",
    // dates, numbers, times
    "The treaty was signed on Nov. 3, 1911. ‖It lapsed in Feb. 1920.",
    "Sales rose 4.7% to £2.3 billion. ‖2021 will be harder.",
    "See No. 12 on p. 45. ‖It explains Fig. 3.",
    "No. ‖That is not what the minister meant.",
    "The court sat at 10 a.m. on Friday. ‖It rose at 5 p.m. ‖The judge was tired.",
    "Doors close at 7:45 p.m. Pacific time. ‖Come early.",
    "The city fell in 586 B.C. and was rebuilt by 515 B.C. under Persian rule.",
    // titles, initials, firms
    "Gov. Newsom and Rep. Pelosi met Lt. Gen. Hodges. ‖Adm. Harris did not come.",
    "T. S. Eliot admired W.B. Yeats. ‖George H. W. Bush did too.",
    "The deal with Acme Corp. collapsed. ‖Widget Ltd. bought it.",
    "Harbour Light Co., Ltd. (“Harbour”) opened a yard. ‖It bought Keel Inc. (the boatbuilder) too.",
    "The toll was 4s. 6d. for a cart and 1s. for a horse. ‖It fell to 3s. 2d. after the strike.",
    "Martin Luther King Jr. spoke first. ‖Then others did.",
    "He owns Baker & Sons Inc. ‖It makes tiles.",
    "Gen. David H. Petraeus left. ‖Mrs. Thatcher's heirs stayed.",
    // countries
    "The U.S. Congress and the U.K. Treasury disagreed with the U.N. General Assembly.",
    "She moved to the U.S. ‖He stayed in the U.K. ‖Both were happy.",
    "Norway never joined the E.U. ‖Switzerland’s voters said no.",
    "China has overtaken the U.S. ‖India is next.",
    "The U.S.-China talks failed. ‖U.S. officials blamed Beijing.",
    "A Washington, D.C. court agreed with the I.M.F. economists.",
    // quotations
    "“Will it rain?” she asked. ‖Nobody knew.",
    "“Get out!” the sergeant shouted. ‖The men ran.",
    "“What now?” Miller asked. ‖He got no answer.",
    "“Is it you?” Tom’s mother asked. ‖He nodded.",
    "The beam is 5 ft. 6 in. long. ‖It holds.",
    "Wages rose.1 ‖Prices fell.",
    "Go to No.1 Court. ‖See Wikipedia’s Node.js page.",
    "In the N.Y. Times he wrote that the F.B.I. knew. ‖It did not.",
    "“Enough!” I cried. ‖They laughed.",
    "He called the plan “a joke.” ‖Few disagreed.",
    "“We have won. ‖We will win again,” the mayor said.",
    "The sign read: “No exit.” ‖We turned back.",
    "\"It is late,\" he said. ‖\"Go home.\"",
    "“Who are we?” is a fair question. ‖“Who pays?” is a better one.",
    "He asked, ‘Is it true?’ ‖The room went quiet.",
    "“All happy families are alike.” — Leo Tolstoy",
    // parentheses, dashes, ellipses
    "The vote was lost. ‖(No one had counted.) ‖The leader resigned.",
    "The reform (it began in 1978. Few noticed) changed everything. ‖It still does.",
    "Debts grew (see the O.E.C.D. report). ‖Nobody cared.",
    "I thought ... never mind. ‖Let us go on.",
    "Perhaps they will return.... ‖Perhaps not.",
    "He hesitated… ‖The door opened.",
    "LONDON (Reuters) — Shares fell. ‖Bonds rose.",
    // abbreviations, letters, names, addresses, notes
    "In Marbury v. Madison the court found its voice. ‖It kept it.",
    "Metals, e.g. copper, i.e. the red one, are dear. ‖Smith et al. agree.",
    "They grow wheat, rice, etc. ‖The rest is imported.",
    "She holds a Ph.D. from Yale. ‖He has a B.A. ‖Neither teaches.",
    "Fruit gives us vitamin C. ‖Fish gives us vitamin D. ‖Eat both.",
    "They went to Plan B. ‖Congress balked.",
    "It was between you and I. ‖Nobody else knew.",
    "Yahoo! Japan is not Yahoo! in America. ‖It thrives.",
    "Panic! at the Disco played last. ‖We left.",
    "Apple unveiled a phone. ‖iPhone sales rose.",
    "Visit www.example.org/a.b?c=d. ‖Or write to j.doe@example.co.uk. ‖We answer.",
    "Growth slowed.[3] ‖Debt rose.² ‖Nobody worried.",
    "“Do they know?” ‖“Yes.” ‖They do.",
    "What?! ‖Are you mad?? ‖Run!!!",
    "Will she stay? ‖Yes. ‖Will he? ‖Never.",
    "1. Cut the deficit. ‖2. Raise the pension age. ‖3. Wait.",
    // blocks
    "Why trade works\n\n‖It makes us richer. ‖It makes us safer.",
    "Two steps:\n‖- Save more\n‖- Spend less",
    "By Jane Roe\n‖Jan. 4, 2021\n‖The yen fell.",
    "The committee, which had not met since the\nspring, decided to wait for Dr. Brown before\ntaking a vote. ‖It waited for a year and then some\nmore.",
    // the closing mark has the shape of the opening one
    "She called, “Close the gate.“ ‖The dog barked.",
    // reference marks
    "He called it \"a farce.\"4 ‖Nobody laughed.",
    "The dam was finished.1,2 ‖Water rose.",
    "The dam was finished.3-5 ‖Water rose.",
    "The dam was finished.[b] ‖Water rose.",
    "The dam was finished.[citation needed] ‖Water rose.",
    "The dam was finished. [7] ‖Water rose.",
    "[1] The dam was finished. ‖[2] Water rose.",
    "The dam was finished. ‖[Editor’s note: it was not.] ‖Water rose.",
    "Prices rose 2.5 per cent to $1.2 million. ‖Wages did not.",
    "The potter was born c. 1460 in Siena. ‖Nobody knows more.",
    "“I… I lost the key.” ‖He blushed.",
    "“We… We have no boat.” ‖He blushed.",
];

const HANS: &[&str] = &[
    // what a program fills in
    "大门开了%ld.%03d秒，关了%d.%d秒。 ‖门是新的。",
    // notes of others, bare marks, references, credits
    "水坝塌了。（译注：后来重修过。见下文。） ‖没有人出钱。",
    "水坝塌了。（指镇上的那一座。——译者注） ‖没有人出钱。",
    "水坝塌了。 ‖（后来重修了。） ‖没有人出钱。",
    "水坝塌了。^[参见第三章。] ‖没有人出钱。",
    "水坝是1911年修的。7 ‖他们没有出钱。8 ‖钱从省里来。9",
    "他走了三次。 ‖3月回来过。 ‖5个人接他。 ‖2012年又走了。",
    "水坝是1911年修的。㈠ ‖他们没有出钱。⑵ ‖钱从省里来。❸",
    "水坝是1911年修的。＊ ‖他们没有出钱。",
    "理由有两点。 ‖1水太急。 ‖2桥太旧。",
    "何平. 水坝与水车[J]. 水利史学报, 2014, 6(2): 101-118.",
    "洪水过后的水坝。图源：莫婷",
    "雨停了！😀‖明天去钓鱼。",
    "✅ 支持简体。‖✅ 支持繁体。",
    "他说：“我……”就停下了。‖她笑了。",
    "他说：“她喊：‘救命！救命！’”‖没有人信。",
    // Marks of the wrong end, and straight ones: all marks of a paragraph are read together.
    "老陈写道：\"桥明天通车。“‖老陈四十一岁，在船上干了半辈子。",
    "“谈得不错，”镇长说。‖\"去年差点打起来。‖现在好多了。“‖镇长说修桥的钱已经到账。",
    "“他的手被绳子勒破了，“老陈说。‖\"我冲大家喊，让他们上岸：“水涨了！” 老陈接着说。‖船都收了。",
    "他说反对派一直在“拖延（不肯开会）。\"‖\"大家都看见了，“他说。",
    "他说，表决会把路“定下来。“‖上周的民调说支持的人不到一半。",
    "“我们没有问过他们。”‖陈玉兰在一篇文章里写道，这家店的任务是让大家有地方坐。",
    "市场下跌了。‖投资者恐慌！‖谁来接盘？",
    "利率上升；股价下跌；房价不变。‖人们在等待。",
    "她说：“我不会辞职。”‖记者会到此结束。",
    "他大叫：“快跑！！”‖人群四散。",
    "“我不会辞职。”她说。‖记者会结束了。",
    "“为什么是现在？”一位议员质问道。‖部长沉默不语。",
    "“太荒唐了！”反对党领袖在电视辩论中指出。‖观众鼓掌。",
    "“谁能负责？”‖没有人站出来。",
    "“好！”她笑着点了点头说，“我们走吧。”‖他们出发了。",
    "围绕“谁来买单？”这一问题，各国争论不休。‖会议无果而终。",
    "她以“中国会赢吗？”为题作了报告。‖会场爆满。",
    "他在《谁动了我的奶酪？》一书中写道，变化是常态。‖我同意。",
    "他喜欢《爸爸去哪儿！》和《我是谁？》两部片子。‖我不喜欢。",
    "他说“一切都会好的”。‖没有人相信。",
    "“一切都会好的。‖我们要有信心。”市长说。",
    "他说：“她告诉我‘别怕。’”‖我哭了。",
    "改革停滞了。‖（没有人感到意外。）‖改革者离开了。",
    "你……你怎么来了？‖我等你很久了。",
    "苹果、香蕉、橘子……都卖光了。‖明天再来。",
    "他沉默了很久很久……‖门外传来脚步声。",
    "美元——尽管屡遭唱衰——依然坚挺。‖它会继续坚挺。",
    "我们今天去爬山.‖明天去游泳!‖你来吗?‖来.",
    "通胀率为2.1%.‖这不算高.",
    "预算赤字达3．7％。‖债务占GDP的60%。",
    "据U.S. Bank统计，房价上涨。‖Yahoo!的股价下跌。",
    "J.R.R.托尔金写了《魔戒》。‖读者很多。",
    "约翰·F. 肯尼迪遇刺。‖约翰逊继任。",
    "1. 降息。‖2. 减税。‖3. 等待。",
    "一、降息。‖二、减税。",
    "北京—央行降息了。‖股市大涨。",
    "失业率下降。[2]‖工资上涨。[3]",
    "\"太好了。\"她说。‖然后她哭了。",
    "作者：李四\n‖2020年1月4日\n‖日元下跌了。",
    "孔子曰：“学而时习之，不亦说乎？”‖这句话流传至今。",
    "“你好吗？”老师微笑着问学生。‖学生点头。",
    "“下一个是谁？”已成为市场的热门话题。‖投资者不安。",
    "“下一个是谁？”‖这是所有人的疑问。",
    "“经济会好转吗？”《金融时报》的记者问他。‖他点了点头。",
    "“不行。”他说。‖“行。”她说。",
    "“制造业回来了！”他在推特上写道，“我们赢了！”‖事实并非如此。",
    "“我来了！我看见！我征服！”这句话很有名。‖凯撒说的。",
    "不要紧。‖……但按照你的说法，我们输了。",
    "2018年经济放缓。‖2019年更糟。",
    // an indirect statement after a quotation; manner, gesture and more of the quotation stay
    "“账目已经理清。‖谁都可以来查。”‖审计长表示，去年的亏空主要来自两座烂尾的体育馆。",
    "“河水比三十年前干净多了。”‖她还说，上游的造纸厂已经全部搬走。",
    "“我们只是慢了半拍。”‖替蓝队守门的老将何塞·马丁内斯说，全队下周会加练点球。",
    "“河水比三十年前干净多了。”她说，眼睛望着上游。‖没有人接话。",
    "“河水干净多了。”她说，“鱼也回来了。”‖渔民们笑了。",
    "“别过去！”他喊道，声音发抖。‖孩子们站住了。",
    "“我不走。”老人说，语气平静得出奇。‖护士叹了口气。",
    "“修一座桥要多少钱？”他问，“谁来出？”‖改变结果的，是一个数字：326。",
    "“要我卖掉店铺？”她说，“那我吃什么？”‖让她松口的，是一张写着326的账单。",
    "我想把那张旧照片……把那张旧照片还给你。‖她摇头。",
    "他连一句……一句整话也说不出来。",
    // the closing mark has the shape of the opening one, or both ends are exchanged
    "船长喊：“收帆。“‖水手们跑了过来。",
    "“雨停了。“渔夫说。‖没有人抬头。",
    "店主问：”要几斤？“‖我伸出两根手指。",
    "船长喊：“收帆。“‖他又说：“快点。”‖帆落下了。",
    "“雨停了。‖我们出海。”渔夫说。",
    // a dot in a name is no stop where 。 is
    "玛丽.居里获得两次诺贝尔奖。‖她生于华沙。",
    "约翰. F. 肯尼迪于1963年遇刺。‖举国震惊。",
    "天黑了. ‖我们回家. ‖门开着.",
    // reference marks
    "水坝竣工了。[b]‖水位上升。",
    "水坝竣工了。[来源请求]‖水位上升。",
    "水坝竣工了。〔四〕‖水位上升。",
];

const HANT: &[&str] = &[
    "水壩塌了。（譯者按：此處年份有誤。） ‖沒有人出錢。",
    "「水壩塌了。」（譯註：見第二節） ‖沒有人出錢。",
    "此案就此結束。註3‖後來又重審。",
    "老陳說：「橋明天通車。「‖說完就走了。",
    "他把這叫做「退一步。」‖昨天的會上沒有人附和。",
    "他用「再說吧。」打發了記者。‖會議結束。",
    "市場下跌了。‖投資者恐慌！‖誰來接盤？",
    "她說：「我不會辭職。」‖記者會到此結束。",
    "「我不會辭職。」她說。‖記者會結束了。",
    "「為什麼是現在？」一位議員質問道。‖部長沉默不語。",
    "「誰能負責？」‖沒有人回答。",
    "總統問：「誰反對？」‖無人舉手。",
    "賴清德說「民主會贏。」‖記者會隨後結束。",
    "以「誰來照顧老人？」為題的論壇昨天舉行。‖人數不多。",
    "在「要不要核電？」這個問題上，意見分歧。‖公投未過。",
    "他說：「她喊『救命！』」‖我愣住了。",
    "「我累了。‖我想回家。」母親輕聲說道。",
    "﹁一切都會好的。﹂‖市長隨後離開。",
    "他寫了《誰來救台灣？》一書。‖書賣得很好。",
    "政府讓步了。‖（沒有人感到意外。）‖學生回家了。",
    "我⋯⋯我忘記了。‖你記得嗎？",
    "「等一等──」她喊道。‖車開走了。",
    "約翰‧甘迺迪說：「不要問國家能為你做什麼。」‖全場起立。",
    "喬治‧H‧W‧布希當選。‖柯林頓後來擊敗他。",
    "改革包括：\n‖• 降息\n‖• 減稅",
    "【本報記者李四台北報導】央行升息。‖市場反應平淡。",
    "他走了。　‖她留下了。",
    // the full-width dot within names
    "主講人是瑪麗亞．羅德里格斯，她研究候鳥。‖約翰．肯尼斯．高伯瑞寫過這件事。",
    "「水位還會再降。」水利專家彼得．范德林登說。‖農民聽了直搖頭。",
    "今天我們去爬山．‖明天去游泳．",
    "「帳目已經理清。‖誰都可以來查。」‖審計長表示，去年的虧空主要來自兩座爛尾的體育館。",
    "「水比三十年前乾淨。」她說，眼睛望著上游。",
    "「你也種茶嗎？」老先生一邊擦著汗，一邊問我。‖我說不是。",
    "他把鑰匙……把鑰匙弄丟了。",
    "船長喊：「收帆。「‖水手們跑了過來。",
    "喬治. 馬丁住在聖塔菲。‖他還在寫。",
    "水壩完工了。[來源請求]‖水位上升。",
];

#[test]
fn english_cases() {
    check(Edition::En, ENGLISH);
}

#[test]
fn simplified_cases() {
    check(Edition::ZhHans, HANS);
}

#[test]
fn traditional_cases() {
    check(Edition::ZhHant, HANT);
}

#[test]
fn speech_runs_over_paragraphs() {
    let text = "“钱已经到账。\n\n“桥明天开工。\n\n路也修。“镇上的人不信。\n\n“我信，”老陈说。“等着看吧。”";
    let sentences: Vec<&str> =
        trialign::segment::cut_text(Edition::ZhHans, text).into_iter().map(|range| &text[range]).collect();
    assert_eq!(
        sentences,
        ["“钱已经到账。", "“桥明天开工。", "路也修。“", "镇上的人不信。", "“我信，”老陈说。", "“等着看吧。”"]
    );
}

/// What [`Segmenter`] promises, for any text.
fn keeps_contract(segmenter: &dyn Segmenter, text: &str) -> Result<(), String> {
    let mut past = 0;
    for range in segmenter.cut(text) {
        let gap = text.get(past..range.start).ok_or("overlap, disorder or a cut character")?;
        let sentence = text.get(range.clone()).ok_or("a cut character")?;
        if !gap.trim().is_empty() {
            return Err(format!("lost {gap:?}"));
        }
        if sentence.is_empty() || sentence.trim() != sentence {
            return Err(format!("not trimmed: {sentence:?}"));
        }
        let again = segmenter.cut(sentence);
        if again.len() != 1 || again[0] != (0..sentence.len()) {
            return Err(format!("{sentence:?} is cut again into {again:?}"));
        }
        past = range.end;
    }
    if text[past..].trim().is_empty() { Ok(()) } else { Err(format!("lost {:?}", &text[past..])) }
}

/// Text made of what the rules look at.
fn tricky() -> impl Strategy<Value = String> {
    let pieces = vec![
        ".",
        ". ",
        "!",
        "? ",
        "...",
        " . . . ",
        "…",
        "……",
        "。",
        "！",
        "？",
        "｡",
        "．",
        "“",
        "”",
        "\"",
        "'",
        "‘",
        "’",
        "「",
        "」",
        "『",
        "』",
        "(",
        ")",
        "（",
        "）",
        "《",
        "》",
        "[1]",
        "¹",
        " ",
        "\n",
        "\n\n",
        "　",
        "—",
        "·",
        "，",
        "：",
        ", ",
        "1",
        "2.",
        "3)",
        "1. ",
        "a. ",
        "• ",
        "A",
        "I",
        "U.S.",
        "Mr.",
        "No.",
        "a.m.",
        "J.K.",
        "Inc.",
        "said",
        "Smith",
        "The",
        "the",
        "we",
        "eBay",
        "Yahoo!",
        "他",
        "说",
        "問",
        "这",
        "個",
        "的",
        "是",
        "为题",
        "然后",
        "离开",
        "没有人回答",
        "会议",
        "知道",
        "é",
        "😀",
        "\u{301}",
        ":-) ",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn contract_on_tricky_text(text in tricky()) {
        for edition in Edition::ALL {
            prop_assert_eq!(keeps_contract(segmenter(edition), &text), Ok(()));
        }
    }

    #[test]
    fn contract_on_any_text(text in any::<String>()) {
        for edition in Edition::ALL {
            prop_assert_eq!(keeps_contract(segmenter(edition), &text), Ok(()));
        }
    }

    #[test]
    fn blocks_cover_the_text(text in tricky()) {
        let mut past = 0;
        for block in blocks_of_text(&text) {
            prop_assert!(text[past..block.start].trim().is_empty());
            prop_assert_eq!(text[block.clone()].trim(), &text[block.clone()]);
            prop_assert!(!block.is_empty());
            past = block.end;
        }
        prop_assert!(text[past..].trim().is_empty());
    }
}

#[test]
fn a_sentence_close_behind_another_is_read_by_itself() {
    assert_eq!(keeps_contract(segmenter(Edition::En), "Yahoo!¹Mr.. [1]"), Ok(()));
    // White space behind a text is none of it.
    assert_eq!(keeps_contract(segmenter(Edition::En), "'U.S.“. '1“ "), Ok(()));
}

#[test]
fn contract_on_the_cases() {
    for (edition, cases) in [(Edition::En, ENGLISH), (Edition::ZhHans, HANS), (Edition::ZhHant, HANT)] {
        for case in cases {
            let text = case.replace('‖', "");
            assert_eq!(keeps_contract(segmenter(edition), &text), Ok(()), "{text}");
        }
    }
}

/// Eight times the text may take about eight times as long, not sixty-four; the bound is loose for a busy machine.
#[test]
fn hostile_text_takes_linear_time() {
    for unit in [
        "“",
        "\"",
        "(",
        "（",
        "《",
        "「",
        ".",
        ". ",
        "。",
        "…",
        "!” ",
        "？」",
        "A. ",
        "1. ",
        "a",
        "的",
        " ",
        "\n",
        "[1",
        "”“。",
        "(。",
        "。\"",
        ":-) ",
    ] {
        for edition in Edition::ALL {
            let seconds = |count: usize| {
                let text = unit.repeat(count);
                let start = Instant::now();
                let sentences = cut_text(edition, &text).len();
                (start.elapsed().as_secs_f64(), sentences)
            };
            let (small, _) = seconds(20_000);
            let (large, _) = seconds(160_000);
            assert!(large < 40.0 * small + 1.0, "{unit:?} {edition}: {small} s, then {large} s");
        }
    }
}
