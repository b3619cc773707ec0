//! What printed books hold beside their text: the copyright page, the title page, the index with its numbers of pages.

use super::chapters::CHAPTER;
use crate::article::{Article, Block, Kind, Skipped, Why, headings, key, text_of};
use crate::language::boilerplate::of_all;

/// A copyright page has no more words.
const PAGE: usize = 600;
/// Of the lines of an index, so many of ten end with the number of a page.
const NUMBERED: usize = 6;

/// Leaves out the chapters that are no text of the book.
pub(super) fn leave_out(article: &mut Article) {
    let facts: Vec<String> = [&article.meta.title, &article.meta.byline, &article.meta.site]
        .into_iter()
        .flatten()
        .map(|fact| key(fact))
        .collect();
    let mut rest = std::mem::take(&mut article.blocks).into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut chapter = vec![first];
        while let Some(next) = rest.next_if(|block| !opens(block)) {
            chapter.push(next);
        }
        match why(&chapter, &facts) {
            None => article.blocks.append(&mut chapter),
            Some(why) => {
                let left = chapter.into_iter().map(|block| (block.text(), block.origin));
                let left = left.filter(|(text, _)| !text.is_empty());
                article.skipped.extend(left.map(|(text, origin)| Skipped::certain(text, why, origin)));
            }
        }
    }
}

fn opens(block: &Block) -> bool {
    matches!(block.kind, Kind::Heading { level, .. } if level <= CHAPTER)
}

/// Why a chapter is none of the text, by its heading and by what it holds: a story may be called "Copyright".
fn why(chapter: &[Block], facts: &[String]) -> Option<Why> {
    let (heading, body) = match chapter.split_first() {
        Some((first, body)) if opens(first) => (first.text(), body),
        _ => (String::new(), chapter),
    };
    let body = text_of(body);
    let lines: Vec<&str> = body.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let text = lines.join(" ").to_lowercase();
    let words = text.split_whitespace().take(PAGE + 1).count();
    let is_legal = ["©", "(c) ", "copyright"].iter().any(|sign| text.contains(sign))
        && of_all().flat_map(|boilerplate| &boilerplate.imprint).any(|sign| text.contains(sign.as_str()));
    let is_page = words <= PAGE && is_legal;
    if is_page && (headings::heads_copyright(&heading) || heading.is_empty()) {
        return Some(Why::Copyright);
    }
    let numbered = lines.iter().filter(|line| line.ends_with(|c: char| c.is_ascii_digit())).count();
    if headings::heads_index(&heading) && NUMBERED * lines.len() <= 10 * numbered && !lines.is_empty() {
        return Some(Why::Navigation);
    }
    let is_known = |line: &&str| facts.contains(&key(line));
    (headings::heads_title_page(&heading) && lines.iter().all(is_known)).then_some(Why::RepeatedTitle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::markdown;

    #[test]
    fn matter_of_printed_books_is_left_out() {
        let book = "---\ntitle: The Mill\nauthor: Ada Poole\n---\n\n## Title Page\n\nThe Mill\n\nAda Poole\n\n\
            ## Copyright\n\n© 2023 Ada Poole. All rights reserved.\n\nISBN 978-0-00-000000-2\n\n\
            ## Dedication\n\nFor the dog.\n\n## Index\n\n- bees, 3, 14\n- wheels, 9\n";
        let mut article = markdown::read(book);
        leave_out(&mut article);
        assert_eq!(crate::article::text_of(&article.blocks), "Dedication\nFor the dog.");
        let whys: Vec<Why> = article.skipped.iter().map(|skipped| skipped.why).collect();
        assert!([Why::RepeatedTitle, Why::Copyright, Why::Navigation].iter().all(|why| whys.contains(why)));
    }

    #[test]
    fn chapters_with_such_names_stay() {
        let book =
            "## Index\n\nHe raised one finger.\n\n## Copyright\n\nNobody owned the song, and all sang it.\n";
        let mut article = markdown::read(book);
        let blocks = article.blocks.clone();
        leave_out(&mut article);
        assert_eq!(article.blocks, blocks);
    }
}
