//! Dates as they are written.

use super::{Date, read};

/// What a date is in ISO 8601, in UTC.
fn moment(text: &str, language: &str) -> Option<String> {
    read(text, language).map(|date| date.moment.to_string())
}

#[test]
fn times_and_zones_are_kept() {
    for text in [
        "2024-03-05T17:00:00+01:00",
        "2024-03-05T17:00:00.000+01:00",
        "2024-03-05T17:00:00+01:00[Europe/Berlin]",
        "2024-03-05 17:00:00 +0100",
        "2024-03-05 17:00 +01:00",
        "2024-03-05T16:00:00Z",
        "2024-03-05t16:00z",
        "2024-03-05 16:00:00",
        "2024-03-05 16:00:00 UTC",
        "20240305T160000Z",
        "20240305T170000+0100",
        "20240305 1600",
        "20240305160000",
        "1709654400",
        "1709654400000",
        "Tue, 05 Mar 2024 17:00:00 +0100",
        "Tue, 5 Mar 2024 16:00 GMT",
        "Wed, 5 Mar 2024 16:00:00 GMT",
        "5 Mar 24 11:00:00 EST",
        "Tuesday, 05-Mar-24 16:00:00 GMT",
        "Tue Mar  5 16:00:00 2024",
        "Tue Mar  5 17:00:00 CET 2024",
        "Tue Mar 05 2024 17:00:00 GMT+0100 (Central European Standard Time)",
        "05/Mar/2024:17:00:00 +0100",
        "March 5, 2024 at 4pm",
        "March 5, 2024 4:00 p.m. UTC",
        "Mar. 5, 2024, 11:00 AM ET",
        "Published on March 5th, 2024 at 8:00 am PST",
        "March 5 2024 17:00 UTC+1",
        "5. März 2024, 17 Uhr MEZ",
        "Dienstag, 5. März 2024, 17:00 Uhr (CET)",
        "05.03.2024, 17.00 Uhr MEZ",
        "5 mars 2024 à 17h00 CET",
        "2024/03/05 16:00",
        "2024年3月5日 16:00",
        "2024年03月05日 下午4:00",
        "2024년 3월 5일 오후 4:00",
    ] {
        assert_eq!(moment(text, "").as_deref(), Some("2024-03-05T16:00:00Z"), "{text}");
    }
    // In summer.
    assert_eq!(moment("July 4, 2024 9 a.m. ET", "en").as_deref(), Some("2024-07-04T13:00:00Z"));
    assert_eq!(moment("2024-07-04 12:05 AM", "en").as_deref(), Some("2024-07-04T00:05:00Z"));
    // The day is that of the source, not that of UTC.
    let date = read("2024-03-05T00:30:00+01:00", "").unwrap();
    assert_eq!(
        (date.moment.to_string().as_str(), date.day.to_string().as_str()),
        ("2024-03-04T23:30:00Z", "2024-03-05")
    );
}

#[test]
fn days_are_read_in_many_languages() {
    for (text, language) in [
        ("2024-03-05", ""),
        ("2024/3/5", "fr"),
        ("2024. 03. 05.", "hu"),
        ("20240305", ""),
        ("March 5, 2024", "en"),
        ("March 5th, 2024", "en-US"),
        ("5 March 2024", "en-GB"),
        ("the 5th of March, 2024", "en"),
        ("2024 March 5", "en"),
        ("5-Mar-2024", ""),
        ("3/5/2024", "en"),
        ("3/5/24", "en-US"),
        ("05/03/2024", "en-GB"),
        ("05/03/2024", "fr"),
        ("05-03-2024", "nl"),
        ("05.03.2024", "de"),
        ("5.3.24", "de-AT"),
        ("5. 3. 2024", "cs"),
        ("05.03.2024", "en"),
        ("5. März 2024", "de"),
        ("Dienstag, den 5. März 2024", "de"),
        ("5. Mrz. 2024", "de"),
        ("5 mars 2024", "fr"),
        ("mar. 5 mars 2024", "fr"),
        ("5 de marzo de 2024", "es"),
        ("5 de marzo del 2024", "es"),
        ("5 de março de 2024", "pt-BR"),
        ("5 marzo 2024", "it"),
        ("mar 5 mar 2024", "it"),
        ("5 maart 2024", "nl"),
        ("5 mrt 2024", "nl"),
        ("5. marts 2024", "da"),
        ("5. maaliskuuta 2024", "fi"),
        ("5. března 2024", "cs"),
        ("5 marca 2024 r.", "pl"),
        ("2024. március 5.", "hu"),
        ("5 martie 2024", "ro"),
        ("5 Mart 2024", "tr"),
        ("5 марта 2024 г.", "ru"),
        ("5 березня 2024 року", "uk"),
        ("5 март 2024", "bg"),
        ("5 Μαρτίου 2024", "el"),
        ("2024 m. kovo 5 d.", "lt"),
        ("2024年3月5日", "ja"),
        ("2024년 3월 5일", "ko"),
        ("ngày 5 tháng 3 năm 2024", "vi"),
        ("٥ مارس ٢٠٢٤", "ar"),
        ("5 मार्च 2024", "hi"),
        // Whatever language the text is in.
        ("5. März 2024", ""),
        ("5 de marzo de 2024", "en"),
        ("March 5, 2024", "de"),
    ] {
        let date = read(text, language);
        assert_eq!(moment(text, language).as_deref(), Some("2024-03-05T00:00:00Z"), "{text}");
        assert!(date.is_some_and(|date| date.is_day), "{text}");
    }
}

#[test]
fn what_may_be_read_in_two_ways_is_read_in_one() {
    assert_eq!(moment("mar 5 nov 2024", "it").as_deref(), Some("2024-11-05T00:00:00Z"));
    assert_eq!(moment("13/5/2024", "en").as_deref(), Some("2024-05-13T00:00:00Z"));
    assert_eq!(moment("Sunday, 06-Nov-94 08:49:37 GMT", "").as_deref(), Some("1994-11-06T08:49:37Z"));
    assert_eq!(moment("0001-01-01T00:00:00Z", "").as_deref(), Some("0001-01-01T00:00:00Z"));
}

#[test]
fn less_than_a_day_is_its_first_day() {
    for (text, day) in [
        ("2024", "2024-01-01"),
        ("2024-03", "2024-03-01"),
        ("March 2024", "2024-03-01"),
        ("in März 2024", "2024-03-01"),
        ("marzo de 2024", "2024-03-01"),
    ] {
        let Date { day: read, is_day, .. } = read(text, "").unwrap();
        assert_eq!((read.to_string().as_str(), is_day), (day, false), "{text}");
    }
}

#[test]
fn what_is_no_date_is_none() {
    for text in [
        "",
        "soon",
        "true",
        "yesterday",
        "5 days ago",
        "March",
        "March 5",
        "spring 2024",
        "2024-13-05",
        "2024-02-30",
        "0000-00-00 00:00:00",
        "31/31/2024",
        "17:00",
        "24-03-05",
        // The moment is not known.
        "2024-03-05 17:00 XYZT",
        "2024-03-05 17:00 Europe/Berlin",
        "1 2 3 4 5 6 7",
    ] {
        assert_eq!(moment(text, "en"), None, "{text}");
    }
    assert_eq!(moment(&"2024-03-05 ".repeat(50), ""), None);
}
