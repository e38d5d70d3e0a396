package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * The words of one label as they stand in a file.
 *
 * @param line where, counted from 1
 * @param label the label, where the file names it
 * @param words the words, not yet checked
 */
record FileEntry(int line, Optional<String> label, ImmutableList<String> words) {}
