// What is asked of a page for its accessibility, beside axe-core, which stands before this: `looking`.

globalThis.looking = (() => {
    // All that the contrast of a word with what lies behind it is made of.
    const PAINT = ["color", "backgroundColor", "backgroundImage", "opacity", "mixBlendMode", "textShadow",
        "fontSize", "fontWeight", "textDecorationLine", "position"];
    const CONTROLS = "input, select, textarea";

    const violations = async (context, options) =>
        (await axe.run(context, { resultTypes: ["violations"], ...options })).violations
            .map(({ id, nodes }) => [id, nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`)]);

    // A hash of 53 bits: cyrb53.
    const hash = (words) => {
        let high = 0xdeadbeef, low = 0x41c6ce57;
        for (const letter of words) {
            high = Math.imul(high ^ letter.codePointAt(0), 2654435761);
            low = Math.imul(low ^ letter.codePointAt(0), 1597334677);
        }
        high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
        low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
        return 4294967296 * (2097151 & low) + (high >>> 0);
    };

    const hasWords = (one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

    // The parts of the page that show words, each with a number for how they and all above them are painted.
    const painted = function* (one, above) {
        const style = getComputedStyle(one), words = hasWords(one);
        const number = hash([above, one.localName, one.className, words, ...PAINT.map((name) => style[name])].join("|"));
        if ((words || one.matches(CONTROLS)) && one.checkVisibility()) yield [one, number];
        for (const child of one.children) yield* painted(child, number);
    };

    // What hurts `rules`, if there are any, and what hurts those of `contrast` where the page is painted as nothing
    // was whose number is `known`: [violations, the numbers of what is new, the colour of the paper].
    const look = async (rules, contrast, known) => {
        const seen = new Set(known), fresh = new Map();
        for (const [one, number] of painted(document.documentElement, 0))
            if (!seen.has(number) && !fresh.has(number)) fresh.set(number, one);
        const found = rules ? await violations(document, { rules }) : [];
        if (fresh.size) found.push(...await violations({ include: [...fresh.values()] }, { runOnly: contrast }));
        return [found, [...fresh.keys()], getComputedStyle(document.documentElement).backgroundColor];
    };

    // What stands beside the screen, and what is cut off; text that only a screen reader reads is meant to be.
    const overflowing = () => {
        const root = document.documentElement;
        const seen = [...document.body.querySelectorAll("*")].filter((one) => one.checkVisibility()
            && !one.closest(".visually-hidden, .skip, svg, option"));
        // A wide table scrolls in a region of its own, which the keyboard reaches (WCAG 1.4.10).
        const scrolls = (one) => one.closest('[role="region"][tabindex="0"]');
        const name = (one) => `${one.localName}.${one.className} ${one.textContent.trim().slice(0, 40)}`;
        const beside = seen.filter((one) => {
            const { left, right, width } = one.getBoundingClientRect();
            return width && (left < -1 || right > innerWidth + 1) && !(scrolls(one) && scrolls(one) !== one);
        });
        const cut = seen.filter((one) => getComputedStyle(one).overflow !== "visible" && scrolls(one) !== one
            && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1));
        return [
            ...(root.scrollWidth > innerWidth ? [`scrolls to ${root.scrollWidth}`] : []),
            ...beside.map((one) => `beside: ${name(one)}`),
            ...cut.map((one) => `cut: ${name(one)}`),
        ];
    };

    // WCAG 1.4.12. Constructed here, so that the site's policy needs no hole for the test.
    const SPACED = new CSSStyleSheet();
    SPACED.replaceSync(`p { margin-block-end: 2em !important }
        * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }`);

    // What overflows from left to right and from right to left, as the page is and spaced out.
    const misfits = () => {
        const root = document.documentElement, { dir } = root, found = [];
        for (const direction of ["ltr", "rtl"])
            for (const sheets of [[], [SPACED]]) {
                root.dir = direction;
                document.adoptedStyleSheets = sheets;
                found.push(...overflowing().map((what) => `${direction}${sheets.length ? ", spaced" : ""}: ${what}`));
            }
        root.dir = dir;
        document.adoptedStyleSheets = [];
        return found;
    };

    return { violations, look, overflowing, misfits };
})();
