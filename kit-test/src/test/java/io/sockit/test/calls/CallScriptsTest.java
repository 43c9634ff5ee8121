package io.sockit.test.calls;

/// The scenarios that need no family.
class CallScriptsTest extends CallScriptContract {}
