/**
 * The command line: arguments in, lines and an exit status out. What a command finds out is the
 * work of {@code run}; here it is only shown.
 *
 * <p>May import {@code run} and {@code sweep}. To add a command: a class with {@code @Command}, its
 * name in {@link dev.cloze.cli.Main}'s list, a test through the packaged jar, a page in {@code
 * docs}.
 */
package dev.cloze.cli;
