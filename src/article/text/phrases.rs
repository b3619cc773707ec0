//! What pages say around an article, and what tells a picture's text from a sentence.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::lexicon::Fnv;
use crate::article::Why;

/// A phrase that a page says beside its article.
struct Phrase {
    why: Why,
    /// Whole lines, in lower case and with bars between them; digits and marks around the words do not count.
    whole: &'static str,
    /// The start of short lines.
    start: &'static str,
    /// Anywhere in a line that is not long.
    inside: &'static str,
}

const PHRASES: [Phrase; 9] = [
    Phrase {
        why: Why::Comments,
        whole: "leave a reply / leave a comment / leave a reply cancel reply / reply / comments / \
            comment / post a comment / add a comment / no comments / no comments yet / \
            join the discussion / submit / post comment / view comments / show comments / \
            load more comments / notify of / save my name / be the first to comment / \
            add your comment / write a comment / discussion / leave comment / \
            schreibe einen kommentar / kommentare / laisser un commentaire / commentaires / \
            deja una respuesta / comentarios / recent comments / your email address / your name / \
            comment * / name * / email * / email / name / website / message / first name / \
            last name / required / say",
        start: "leave a reply / leave a comment / leave your comment / join the conversation / \
            what do you think / reply to / log in to reply / log in to comment / in reply to / \
            comments are closed / save my name, email / your email address will not / \
            required fields are marked / thoughts on “ / responses to “ / comments on “ / \
            thoughts on \" / responses to \" / comments on \"",
        inside: "thoughts on “ / responses to “ / required fields are marked / this site uses akismet",
    },
    Phrase {
        why: Why::Sharing,
        whole: "share / share this / share this post / share this article / share this story / \
            share on / tweet / facebook / twitter / linkedin / pinterest / whatsapp / reddit / \
            email this / print / copy link / link copied / copy url / pin it / follow us / follow / \
            instagram / youtube / tiktok / x / telegram / share via / spread the word / teilen / \
            partager / compartir / save / bookmark / like / telegram / like this / messenger / \
            flipboard / tumblr / threads / bluesky / mastodon / link copied!",
        start: "share this / share on / share via / share to / follow us / follow me / \
            connect with us / tweet this / click to share / find us on / share it / print this / \
            send this / email this / share the",
        inside: "(opens in new window) / opens in a new tab",
    },
    Phrase {
        why: Why::Related,
        whole: "related / related articles / related posts / related content / related stories / \
            related reading / you may also like / you might also like / recommended / \
            recommended for you / read next / up next / more from / more stories / latest posts / \
            latest news / latest articles / recent posts / popular posts / most popular / \
            trending / trending now / keep reading / more articles / featured posts / see also / \
            similar posts / similar articles / further reading / don’t miss / don't miss / \
            editor’s picks / editor's picks / what to read next / more like this / next post / \
            previous post / next article / previous article / next / previous / read more / \
            learn more / view all / see more / see all / show more / load more / continue reading / \
            explore more / discover more / more to explore / latest / prev / older posts / \
            newer posts / more posts / view all posts / more information / view more / \
            das könnte sie auch interessieren / à lire aussi / lire aussi / \
            artículos relacionados / next topic / prev postnext post / more to explorer / \
            articles you might enjoy / more articles you might enjoy",
        start: "related: / also read / read also / see also: / read more: / read next: / you may also / \
            you might also / more from  / more on  / related articles / related posts / \
            recommended reading / check out our / read our  / next: / previous: / previous post / \
            next post / more articles / other articles / check out more / related topics / \
            back to  / more in  / also check",
        inside: "you may also like / you might also like",
    },
    Phrase {
        why: Why::Subscription,
        whole: "subscribe / sign up / sign in / log in / login / register / newsletter / get started / \
            join now / subscribe now / sign up now / download now / get in touch / contact us / \
            book a demo / request a demo / try for free / start free trial / book a call / \
            get a quote / subscribe today / join us / buy now / learn how / start now / join / \
            try it free / get started today / create account / donate / apply now / get access / \
            download / shop now / add to cart / send / contact / get a demo / talk to sales",
        start: "subscribe to / sign up for / sign up to / sign up today / join our / join over / \
            enter your email / get the latest / get our / stay up to date / stay updated / \
            stay in the loop / stay informed / stay connected / want to learn more / want more / \
            ready to / contact us / get in touch / schedule a / book a / request a / download the / \
            download our / try it / start your / get your / get started / start a free / \
            start for free / create your / create a free / support us / become a member / \
            become a subscriber / click here to / already a / don’t have an account / forgot / \
            please enter / thank you for subscribing / thanks for subscribing / looking for / \
            need help / let’s talk / let's talk / subscribe on / listen on / buy me a / \
            see pricing / talk to / speak to / call us / email us",
        inside: "newsletter / your inbox / unsubscribe / sign up / subscribe / no credit card / \
            free trial / join thousands / mailing list / free consultation / privacy policy / \
            terms of service / your email / reader-supported / spam / we'll be in touch / \
            book a demo / log in / join our / terms of use",
    },
    Phrase {
        why: Why::Advertisement,
        whole: "advertisement / ad / ads / sponsored / advertising / anzeige / publicité / promoted / \
            publicidad",
        start: "advertisement / sponsored by / sponsored content / this post is sponsored / \
            article continues",
        inside: "affiliate commission / affiliate link / article continues below / earn a commission / \
            % off",
    },
    Phrase {
        why: Why::Copyright,
        whole: "all rights reserved / disclaimer / terms of use / terms of service / privacy policy / \
            imprint",
        start: "© / copyright / (c)  / all rights reserved / disclaimer: / terms of / licensed under",
        inside: "all rights reserved / © 20 / ©20 / copyright 20 / for informational purposes only / \
            used with permission / does not constitute / not provide tax, legal / \
            registered trademark / views expressed / member finra",
    },
    Phrase {
        why: Why::Cookies,
        whole: "accept / accept all / accept cookies / reject all / cookie settings / \
            manage preferences / decline",
        start: "we use cookies / this website uses cookies / this site uses cookies / by clicking / \
            by continuing",
        inside: "use cookies / uses cookies / cookie policy / cookie notice / you agree to our / \
            we respect your privacy",
    },
    Phrase {
        why: Why::Navigation,
        whole: "home / menu / skip to content / skip to main content / search / search for / blog / \
            news / about / about us / back to top / top / close / toggle navigation / \
            table of contents / contents / tags / tag / categories / category / filed under / \
            topics / in this article / on this page / jump to / navigation / show sidebar / back / \
            go back / back to blog / articles / products / pricing / services / company / \
            resources / archive / archives / expand / collapse / hide / show / edit / toc / \
            breadcrumb / quick links / links / sitemap / careers / privacy / terms / help / \
            support / inhalt / sommaire / loading / skip to navigation / show all / select / \
            filter / sort by / share link / report",
        start: "skip to / filed under / tags: / tagged / categories: / category: / you are here / \
            home > / home » / posted in / topics: / jump to / in this article / back to / \
            browse / home › / blog > / search for",
        inside: " »  /  ›",
    },
    Phrase {
        why: Why::Credits,
        whole: "about the author / about the authors / written by / posted by / author / authors / \
            published / updated / last updated / published on / by / min read / minutes read / \
            editor / edited by / the author / reviewed by / fact checked / fact checked by / \
            medically reviewed by / article by / contributor / staff / view full profile / \
            author bio / meet the author / author: / view profile / full bio / about author",
        start: "by  / written by / posted by / posted on / published / updated / last updated / \
            last modified / reading time / read time / estimated reading / reviewed by / \
            edited by / photo by / photo credit / medically reviewed / fact checked / \
            fact-checked / about the author / image credit / posted in / photos by / article by / \
            originally published / authors: / author: / words by / view all posts by",
        inside: "min read / minute read / mins read / minutes read / reading time / posted on / \
            last updated / all posts by / posts by / is a freelance / is a writer / \
            contributing writer / senior writer",
    },
];

/// All phrases, taken apart for quick finding. Of several that fit, the one listed first counts.
struct Lists {
    /// Whole lines.
    whole: HashMap<&'static str, Why, BuildHasherDefault<Fnv>>,
    /// Starts of lines by their first word, with the number of their reason.
    starts: HashMap<&'static str, Vec<(usize, &'static str)>, BuildHasherDefault<Fnv>>,
    /// What may stand anywhere, and the number of each one's reason.
    inside: AhoCorasick,
    reasons: Vec<usize>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let list = |phrases: &'static str| phrases.split('/').map(str::trim).filter(|phrase| !phrase.is_empty());
    let (mut whole, mut starts) = (HashMap::default(), HashMap::<_, Vec<_>, _>::default());
    let (mut inside, mut reasons) = (Vec::new(), Vec::new());
    for (n, phrase) in PHRASES.iter().enumerate() {
        for line in list(phrase.whole) {
            whole.entry(line).or_insert(phrase.why);
        }
        for start in list(phrase.start) {
            starts.entry(first_word(start)).or_default().push((n, start));
        }
        inside.extend(list(phrase.inside));
        reasons.resize(inside.len(), n);
    }
    let inside = AhoCorasick::new(inside).expect("the phrases are few and short");
    Lists { whole, starts, inside, reasons }
});

/// The letters and digits that a text starts with.
fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

/// Whether a text starts with a phrase and not with a longer word.
fn opens(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| {
        !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
    })
}

/// Why a line would be left out, by what it says; `None` if it says nothing of the kind.
pub(super) fn aside(text: &str) -> Option<Why> {
    if 400 < text.len() {
        return None;
    }
    let mut lower = text.to_lowercase();
    if lower.contains('\u{a0}') {
        lower = lower.replace('\u{a0}', " ");
    }
    let bare = lower.trim_matches(|c: char| !c.is_alphabetic());
    if let Some(why) = LISTS.whole.get(bare) {
        return Some(*why);
    }
    let head = lower.trim_start_matches(|c: char| !c.is_alphabetic() && c != '©' && c != '(');
    let listed = LISTS.starts.get(first_word(head)).filter(|_| text.len() < 160);
    let start = listed.into_iter().flatten().find(|(_, phrase)| opens(head, phrase)).map(|(n, _)| *n);
    let inside =
        || LISTS.inside.find_overlapping_iter(&lower).map(|found| LISTS.reasons[found.pattern()]).min();
    start.or_else(inside).map(|n| PHRASES[n].why)
}

/// Whether a text of any length says what a page says for its lawyers.
pub(super) fn legal(text: &str) -> bool {
    static LEGAL: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let phrases = [
            "informational purposes",
            "educational purposes",
            "not legal advice",
            "does not constitute",
            "do not constitute",
            "not intended as",
            "not intended to be",
            "not a substitute for",
            "registered investment advis",
            "views expressed",
            "opinions expressed",
            "as an amazon associate",
            "earn a commission",
            "earn commission",
            "affiliate link",
            "affiliate commission",
            "compensated",
            "rights reserved",
            "registered trademark",
            "trademarks of",
            "privacy policy",
            "terms of use",
            "terms of service",
            "your personal data",
            "personal information",
            "we use cookies",
            "by submitting",
            "editorially independent",
            "past performance",
            "no guarantee",
            "without prior written",
            "protected by recaptcha",
            "at no extra cost",
            "at no additional cost",
            "medical advice",
            "financial advice",
            "tax advice",
            "not responsible for",
        ];
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(phrases)
            .expect("the phrases are few and short")
    });
    60 < text.len() && text.len() < 1500 && LEGAL.is_match(text)
}

/// How surely a line opens the comments of a page: 2 surely, 1 if comments follow, 0 not.
pub(super) fn opens_comments(text: &str) -> u8 {
    const STARTS: [&str; 9] = [
        "leave a reply",
        "leave a comment",
        "post a comment",
        "add a comment",
        "leave your comment",
        "reader interactions",
        "schreibe einen kommentar",
        "laisser un commentaire",
        "deja una respuesta",
    ];
    const COUNTED: [&str; 7] = [
        " thoughts on ",
        " thought on ",
        " responses to ",
        " response to ",
        " replies to ",
        " comments on ",
        " comment on ",
    ];
    if 120 < text.len() || text.ends_with(['?', '.', ',']) {
        return 0;
    }
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphabetic());
    let number = text.contains(|c: char| c.is_ascii_digit());
    let counted = number
        && ["comments", "comment", "responses", "replies", "kommentare", "commentaires"].contains(&bare)
        || text.starts_with(|c: char| c.is_ascii_digit()) && COUNTED.iter().any(|s| lower.contains(s));
    if counted || text.len() < 60 && STARTS.iter().any(|start| lower.starts_with(start)) {
        return 2;
    }
    // “Comments Filter”, “Comments (newest first)”
    let sorted = bare.starts_with("comments ") && words(bare).count() < 4;
    u8::from(
        sorted || ["comments", "join the discussion", "join the conversation", "comentarios"].contains(&bare),
    )
}

/// The words of a text, without marks around them.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// Whether a text has fewer words than this.
pub(super) fn fewer(text: &str, count: usize) -> bool {
    // Each word takes a letter and a space.
    text.len() + 1 < 2 * count || words(text).take(count).count() < count
}
