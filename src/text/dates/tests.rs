use super::{Date, date_line};

#[test]
fn tells_dates_of_every_form() {
    let lines = [
        ("Mar. 9, 2021, 7:05 a.m. PT", 2021, 3, Some(9)),
        ("Last updated: 9th March 2021 at 19:05 GMT+8", 2021, 3, Some(9)),
        ("Tuesday 9 March 2021", 2021, 3, Some(9)),
        ("March 2021", 2021, 3, None),
        ("03/09/2021 7:05 PM", 2021, 3, Some(9)),
        ("Updated 2021-03-09T07:05:00.000+08:00", 2021, 3, Some(9)),
        ("2021.03.09", 2021, 3, Some(9)),
        ("Mar 9, 2021 · 12 min read", 2021, 3, Some(9)),
        ("By Jo Park | March 9, 2021", 2021, 3, Some(9)),
        ("March 9, 2021 — Jo Park", 2021, 3, Some(9)),
        ("Source: The Quay Times, March 9, 2021", 2021, 3, Some(9)),
        ("2021年3月9日（星期二）下午7时05分", 2021, 3, Some(9)),
        ("２０２１年３月９日", 2021, 3, Some(9)),
        ("二〇二一年三月九日", 2021, 3, Some(9)),
        ("2021 年 3 月 9 日 19:05", 2021, 3, Some(9)),
        ("3月9日，2021年", 2021, 3, Some(9)),
        ("三月 9, 2021", 2021, 3, Some(9)),
        ("最后更新于：2021-03-09 19:05:33", 2021, 3, Some(9)),
        ("2021-03-09 07:05 来源: 码头时报 作者：朴乔", 2021, 3, Some(9)),
        ("稿源：码头时报 2021-03-09", 2021, 3, Some(9)),
        ("發稿時間：2021/03/09 07:05", 2021, 3, Some(9)),
        ("中華民國一一〇年三月九日", 2021, 3, Some(9)),
        ("民國一百一十年三月九日", 2021, 3, Some(9)),
        ("民國 110 年 3 月 9 日", 2021, 3, Some(9)),
        ("張貼日期：110-03-09", 2021, 3, Some(9)),
        ("110.3.9", 2021, 3, Some(9)),
        ("2021年3月9日 · 阅读约 6 分钟", 2021, 3, Some(9)),
        ("2021-03-09 浏览：1024次", 2021, 3, Some(9)),
        ("2021年3月9日｜朴喬", 2021, 3, Some(9)),
        ("3月9日 2021年", 2021, 3, Some(9)),
    ];
    for (line, year, month, day) in lines {
        let found = date_line(line).map(|found| found.date);
        assert_eq!(found, Some(Date { year, month, day }), "{line}");
    }
}

#[test]
fn a_sentence_or_a_title_is_no_date_line() {
    let lines = [
        "The harbour in March 2021",
        "March 2021 was the wettest month on record",
        "2021年3月9日，港口关闭。",
        "2021年的港口",
        "五月的鲜花",
        "Top 10 of 2021",
        "1984",
        "9:15",
        "Version 1.10.2",
        "6 min read",
        "3月9日",
        "2021年3月9日港口大火紀實",
        "9 March",
        "",
    ];
    for line in lines {
        assert_eq!(date_line(line), None, "{line}");
    }
}

#[test]
fn tells_dates_with_what_pages_of_many_kinds_put_beside_them() {
    let lines = [
        "Thursday, March 4th 2021, 4:05 pm",
        "4 March, 2021",
        "2021 March 3",
        "3/3/21",
        "Wed Mar 3 16:05:00 CST 2021",
        "Filed March 3, 2021",
        "Accepted 3 March 2021",
        "3–5 March 2021",
        "March 30 – April 2, 2021",
        "March 3, 2021 to March 5, 2021",
        "Updated March 3, 2021, 4.05pm",
        "Summer 2021",
        "Fall 2021",
        "By Tom Reed in Millford | March 3, 2021",
        "Posted on 3 March 2021 by Tom Reed",
        "March 3, 2021 | The Quay Herald",
        "Written by Mei Lin on 3 March 2021",
        "Mar. 3, 2021 4:05 p.m. ET | Updated Mar. 4, 2021 9:12 a.m. ET",
        "Published 3 Mar 2021, updated 4 Mar",
        "News | Tom Reed | March 3, 2021",
        "3 Mar 2021 16:05 (UTC+8)",
        "2021年3月3日（三）",
        "2021/03/03（三） 16:05",
        "2021年3月3日至5日",
        "2021年3月3日—4月5日",
        "2021年春季",
        "民國110年春",
        "民國110.03.03",
        "中華民國110年03月03日（星期三）",
        "110/03/03 16:05",
        "發文日期：中華民國110年3月3日",
        "刊於2021年3月3日",
        "写于2021年3月3日",
        "2021-03-03 来源：米尔福德时报 字号：[大 中 小]",
        "发布时间：2021-03-03 浏览次数：123 【打印本页】 【关闭窗口】",
        "2021年3月3日 16:05 新华社",
        "2021-03-03 16:05 中央社 記者林梅／台北報導",
        "米尔福德时报 2021年3月3日",
        "资料来源：水务司 更新日期：2021-03-03",
        "2021年3月3日　文／林梅",
        "更新日期：110/3/3　點閱次數：1234",
        "最後更新：2021-03-03 09:05",
        "2021年3月3日 王珂",
        "二〇二一年三月三日 星期三",
        "３月３日，２０２１年",
        "2021.3.3 星期三 晴",
    ];
    let missed = lines.into_iter().filter(|line| date_line(line).map(|found| found.date.year) != Some(2021));
    assert_eq!(missed.collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn a_number_or_a_part_of_a_date_is_no_date_line() {
    let lines = [
        "2021年3月3日 港口大火紀實",
        "The Story of March 2021",
        "Prague Spring",
        "Spring 1.10.2",
        "A winter in Rome",
        "2021年的春天",
        "3月3日至5日",
        "Chapter 3, 2021",
        "Vol. 12, No. 3",
        "Issue 3",
        "110 people on 3 March",
        "2021年3月3日新聞",
        "Page 3 of 2021",
        "3-5",
        "第3期",
        "1/2/3",
        "1/2",
        "24/7",
        "The Winter of 1941",
    ];
    let taken = lines.into_iter().filter(|line| date_line(line).is_some());
    assert_eq!(taken.collect::<Vec<_>>(), Vec::<&str>::new());
}
