export const id = 712;
export const ids = [712];
export const modules = {

/***/ 3712:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   "default": () => (/* binding */ open)
/* harmony export */ });
/**
 * Replaces the package that `@azure/identity` uses to open a browser. A pipeline's machine has
 * none, and the real package would put an executable script into `dist/`.
 *
 * @throws always.
 */
function open() {
    throw new Error("A step cannot sign in through a browser.");
}


/***/ })

};
