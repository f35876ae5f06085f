([first, last]) => {
    const [paragraph] = document.querySelectorAll(".reading p");
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const range = document.createRange();
    const start = nodes.find((node) => node.data.includes(first));
    const end = nodes.find((node) => node.data.includes(last));
    range.setStart(start, start.data.indexOf(first));
    range.setEnd(end, end.data.indexOf(last) + last.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}
