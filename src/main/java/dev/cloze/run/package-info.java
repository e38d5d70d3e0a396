/**
 * What the shells run: the run file, a run, what it writes and says, and the looks into a prompt
 * and into a model.
 *
 * <p>May import {@code pipeline} and {@code verify}. To add a setting: a component of {@link
 * dev.cloze.run.RunFile}, a line in {@code docs/run.md}, and its default in the test that pins the
 * defaults. To add a command: what it finds out here, as a value; how it is shown in {@code cli}.
 */
package dev.cloze.run;
