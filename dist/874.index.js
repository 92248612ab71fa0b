export const id = 874;
export const ids = [874];
export const modules = {

/***/ 874:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   postCommitStatus: () => (/* binding */ postCommitStatus)
/* harmony export */ });
/* unused harmony export commitOf */
/* harmony import */ var _actions_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2925);

/**
 * Posts a commit status on the run's commit, with a link to the run. Uses the API that the runner
 * names, also on GitHub Enterprise Server.
 *
 * @throws an error with GitHub's HTTP status in `status`, or the error of the connection.
 */
async function postCommitStatus({ state, context: name, description }, token, signal) {
    const { serverUrl, runId, runAttempt } = _actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._;
    const { owner, repo } = _actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._.repo;
    await (0,_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .getOctokit */ .Q)(token).rest.repos.createCommitStatus({
        owner,
        repo,
        sha: commitOf(_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._),
        state,
        context: name,
        description,
        target_url: `${serverUrl}/${owner}/${repo}/actions/runs/${runId}/attempts/${runAttempt}`,
        request: { signal },
    });
}
/**
 * The commit to post on. For a pull request it is the head commit, because `GITHUB_SHA` is a merge
 * commit that nobody looks at. A `workflow_run` runs on the default branch for another run's commit
 * (E152).
 */
function commitOf({ payload, sha }) {
    const head = payload.pull_request?.head?.sha ?? payload.workflow_run?.head_sha;
    return typeof head === "string" ? head : sha;
}


/***/ })

};
