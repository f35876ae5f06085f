() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const {value, hadRecentInput} of list.getEntries()) sum += hadRecentInput ? 0 : value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(sum), 200);
})
