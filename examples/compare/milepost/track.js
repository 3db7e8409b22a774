window.milepost = window.milepost || [];
document.addEventListener("invited", ({ detail }) => milepost.push(["track", "Teammate Invited", detail]));
