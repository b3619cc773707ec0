//! Dialects of Markdown, rewritten as the Markdown that the parser knows.
//!
//! Editors and site generators add signs of their own: admonitions, tabs, containers, shortcodes, definition lists,
//! imports of scripts, links between notes. They are rewritten in three passes, each over the whole text: [`calls`]
//! (shortcodes, and braces of scripts), [`containers`] (blocks that are marked by whole lines) and [`marks`] (signs in
//! running text). What is taken out is kept as skipped. Code stays as it is. The writer escapes what would be read as
//! such a sign; what a sign looks like is told by the same functions.

mod calls;
mod containers;
mod fences;
mod marks;
mod rewriter;

pub(super) use containers::{is_script, named, opens_line};
pub(super) use marks::is_sign;

use std::borrow::Cow;
use std::ops::Range;

use self::rewriter::{Map, Rewritten};
use crate::article::{Origin, Skipped};

/// A text in the parser's own Markdown.
pub(super) struct Plain<'a> {
    /// The text.
    pub(super) text: Cow<'a, str>,
    /// What was taken out, with its place in the source.
    pub(super) skipped: Vec<Skipped>,
    /// From the last pass to the first.
    maps: Vec<Map>,
}

/// Rewrites a text.
pub(super) fn plain(source: &str) -> Plain<'_> {
    let mut plain = Plain { text: Cow::Borrowed(source), skipped: Vec::new(), maps: Vec::new() };
    let rewritten = calls::rewrite(&plain.text);
    plain.take(rewritten);
    let rewritten = containers::rewrite(&plain.text);
    plain.take(rewritten);
    let script = plain.skipped.iter().any(|skipped| containers::is_script(&skipped.text));
    let rewritten = marks::rewrite(&plain.text, script);
    plain.take(rewritten);
    plain
}

impl Plain<'_> {
    fn take(&mut self, rewritten: Option<Rewritten>) {
        let Some(Rewritten { text, map, skipped }) = rewritten else { return };
        for (range, text, why) in skipped {
            let origin = Origin::bytes(self.source_of(&range));
            self.skipped.push(Skipped::certain(text, why, origin));
        }
        self.maps.insert(0, map);
        self.text = Cow::Owned(text);
    }

    /// Where a piece of the rewritten text stands in the source.
    pub(super) fn source_of(&self, range: &Range<usize>) -> Range<usize> {
        self.maps.iter().fold(range.clone(), |range, map| map.source_of(&range))
    }
}

#[cfg(test)]
mod tests {
    use crate::article::markdown::{read, write};

    #[track_caller]
    fn becomes(source: &str, written: &str) {
        let article = read(source);
        assert_eq!(write(article.clone()), written, "{source}");
        assert_eq!(read(written).without_origins(), article.without_origins(), "{source}");
    }

    #[track_caller]
    fn stays(source: &str) {
        becomes(source, source);
    }

    #[test]
    fn notes_of_a_vault() {
        becomes(
            "See [[Boats#Old|the boats]] and ==mark== it.\n",
            "See the boats and mark it.\n\n<!-- skipped: markup: Boats#Old -->\n",
        );
        becomes("See [[a/Boats#Old]].\n", "See Boats, Old.\n\n<!-- skipped: markup: a/ -->\n");
        becomes(
            "a %%to do%% b ^id-1\n\n%%\nx\n%%\n\nc\n",
            "a b\n\nc\n\n<!-- skipped: markup: to do -->\n<!-- skipped: markup: ^id-1 -->\n<!-- skipped: markup: x -->\n",
        );
        becomes("> [!note]- Thin *ice*\n> Keep off.\n", "> __Thin *ice*__\n>\n> Keep off.\n");
        becomes("> [!todo]\n> Row.\n", "> **Todo**\n>\n> Row.\n");
        becomes("![[plan.png|A plan]]\n", "![A plan](plan.png)\n");
        becomes("- [>] ask\n", "- ask\n\n<!-- skipped: markup: [>] -->\n");
        becomes("Oil. #todo #a/b\n\n[[x]]\n", "Oil.\n\nx\n\n<!-- skipped: site navigation: #todo #a/b -->\n");
    }

    #[test]
    fn signs_that_are_no_dialect_stay() {
        stays("a == b and c == d, 100\\%% sure, x ^2, \\[[1, 2], 3], a ^ b, {a}, {{b}}, :: and :x: #1\n");
        stays("`==a==` `{{< x >}}` `%%a%%` $x^{{a}}$\n");
        stays("```\n!!! note\n    {{< x >}} ==a==\n:::\n```\n");
        stays("\\==a\\== \\%%b\\%% \\[[c]] \\{{< d >}} \\{.e} \\^[f]\n");
        stays("\\::: note\n\n\\!!! note\n\n\\: text\n\n\\=== \"a\"\n");
        stays("&#105;mport a from \"b\"\n");
    }

    #[test]
    fn boxes_and_tabs() {
        becomes(
            "!!! warning \"Mind *it*\"\n    One.\n\n    Two.\n\n    - a\n\nOut.\n",
            "> __Mind *it*__\n>\n> One.\n>\n> Two.\n>\n> - a\n\nOut.\n",
        );
        becomes("??? question\n    Who?\n", "> **Question**\n>\n> Who?\n");
        becomes("=== \"A\"\n\n    One.\n\n=== \"B\"\n\n    Two.\n", "**A**\n\nOne.\n\n**B**\n\nTwo.\n");
        becomes(":::tip[Good]\nThree.\n:::\n\nx\n", "> **Good**\n>\n> Three.\n\nx\n");
        becomes(
            "::: {.column width=\"50%\"}\nA\n:::\nB\n",
            "A\n\nB\n\n<!-- skipped: markup: {.column width=\"50%\"} -->\n",
        );
        becomes(
            "::::note\n:::tip\nIn.\n:::\nOut.\n::::\n",
            "> **Note**\n>\n> > **Tip**\n> >\n> > In.\n>\n> Out.\n",
        );
        becomes("1. a\n\n    !!! note\n        b\n", "1. a\n\n   > **Note**\n   >\n   > b\n");
        becomes("```{note}\nAn *old* one.\n```\n", "> **Note**\n>\n> An *old* one.\n");
    }

    #[test]
    fn how_a_place_is_said() {
        becomes(
            "Of [lead]{say=\"led\"}, [Siobhan]{say=\"/ʃɪˈvɔːn/\"}.\n",
            "Of <span data-say=\"led\">lead</span>, <span data-say=\"/ʃɪˈvɔːn/\">Siobhan</span>.\n",
        );
        becomes("A [dolce *vita*]{.x lang=it}.\n", "A <span lang=\"it\">dolce *vita*</span>.\n");
        becomes("[a]{x-say=b say=\"c d\"}\n", "<span data-say=\"c d\">a</span>\n");
        stays("A \\{say=\"led\"}.\n");
    }

    #[test]
    fn pauses() {
        becomes("a [[pause 1000 ms]] b\n", "a [[pause 1s]] b\n");
        becomes("[[Pause 0.5s]] a\n\n[[pause 2s]]\n", "[[pause 500ms]] a\n\n[[pause 2s]]\n");
        stays("a[[pause 1s]]b and *c [[pause 90ms]] d*, [e <span data-pause=\"1s\"></span>f](g)\n");
        becomes("a [[pause x]] b, [[Pauses]]\n", "a b, Pauses\n\n<!-- skipped: markup: [[pause x]] -->\n");
        stays("\\[[pause 1s]] `[[pause 1s]]`\n");
        becomes("a <span data-pause=\"1s\"></span> b\n", "a [[pause 1s]] b\n");
        stays("On <time datetime=\"2024-06-05\">5/6</time>.\n");
        becomes("On <time datetime=\"2024-06-05\">June 5</time>.\n", "On June 5.\n");
    }

    #[test]
    fn terms_and_attributes() {
        becomes("Term\n: What it is.\n: And else.\n", "Term\n\nWhat it is.\n\nAnd else.\n");
        becomes("A\n\n:   One.\n\n    Two.\n\nB\n", "A\n\nOne.\n\nTwo.\n\nB\n");
        becomes(
            "A [word]{.small} here.\n{: .lead}\n",
            "A word here.\n\n<!-- skipped: markup: {.small} -->\n<!-- skipped: markup: {: .lead} -->\n",
        );
        becomes("Text^[A *note*.] on.\n", "Text[^inline-1] on.\n\n[^inline-1]: A *note*.\n");
        becomes("{::comment}\nx\n{:/comment}\n\ny\n", "y\n\n<!-- skipped: markup: x -->\n");
        becomes("[TOC]\n\ny\n", "y\n\n<!-- skipped: site navigation: [TOC] -->\n");
    }

    #[test]
    fn shortcodes() {
        becomes("a {{< param \"x\" >}} b\n", "a b\n\n<!-- skipped: markup: {{< param \"x\" >}} -->\n");
        becomes("{{% notice warning %}}\nHot.\n{{% /notice %}}\n\nb\n", "> **Warning**\n>\n> Hot.\n\nb\n");
        becomes("{{< figure src=\"a.jpg\" alt=\"A\" caption=\"C\" >}}\n", "![A](a.jpg \"C\")\n");
        becomes("{% highlight ruby %}\nx = {{ y }}\n{% endhighlight %}\n", "```ruby\nx = {{ y }}\n```\n");
        becomes("[a]({{ site.url }}/b)\n", "[a](/b)\n\n<!-- skipped: markup: {{ site.url }} -->\n");
        becomes(
            "[a]({% post_url 2020-01-01-b %})\n",
            "[a](2020-01-01-b)\n\n<!-- skipped: markup: post_url -->\n",
        );
    }

    #[test]
    fn components() {
        becomes(
            "import A from \"b\";\nimport { C } from 'd'\n\nx\n",
            "x\n\n<!-- skipped: markup: import A from \"b\";\nimport { C } from 'd' -->\n",
        );
        becomes("a {/* b */} c\n", "a c\n\n<!-- skipped: markup: {/* b */} -->\n");
        becomes(
            "<Tabs>\n<Tab label=\"A\">\n\nx\n\n</Tab>\n</Tabs>\n",
            "**A**\n\nx\n\n<!-- skipped: markup: <Tabs> -->\n<!-- skipped: markup: <Tab label=\"A\"> -->\n<!-- skipped: markup: </Tab> -->\n<!-- skipped: markup: </Tabs> -->\n",
        );
        becomes(
            "export const a = {\n  b: 1,\n};\n\nIt is {props.b} <Hi c={1}>d</Hi>.\n",
            "It is d.\n\n<!-- skipped: markup: export const a = {\n  b: 1,\n}; -->\n<!-- skipped: markup: {props.b} -->\n<!-- skipped: markup: <Hi > -->\n<!-- skipped: markup: c={1} -->\n<!-- skipped: markup: </Hi> -->\n",
        );
    }

    #[test]
    fn lists_and_tables_in_html() {
        becomes("<ul>\n<li>a <b>c</b></li>\n<li>d\n<ol><li>e</ol>\n</ul>\n", "- a **c**\n- d\n  1. e\n");
        becomes(
            "<table><caption>T</caption><tr><th>A<th>B</tr><tr><td>1</td><td><p>2</p></td></tr></table>\n",
            "<figure>\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\n<figcaption>\n\nT\n\n</figcaption></figure>\n",
        );
        becomes(
            "<table>\n<tr>\n<td>\n\n*a*\n\n</td>\n</tr>\n</table>\n\nb\n",
            "|  |\n| --- |\n| *a* |\n\nb\n",
        );
    }

    #[test]
    fn pictures_before_the_title_leave_it_the_title() {
        becomes("![A](b.svg)\n\n# T\n\nx\n", "---\ntitle: T\n---\n\n![A](b.svg)\n\nx\n");
    }

    #[test]
    fn broken_references_are_plain_text() {
        becomes(
            "[a][1], [the mill], [nowhere][9], [sic]\n\n[1]: d\n",
            "[a](d), the mill, nowhere, [sic]\n\n<!-- skipped: markup: 9 -->\n",
        );
        stays("x [the mill] and [nowhere\\][9]\n");
    }
}
