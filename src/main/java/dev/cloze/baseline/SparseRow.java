package dev.cloze.baseline;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;

/**
 * The features of one text that are not 0.
 *
 * @param columns the features' numbers, each once
 * @param values their values, in the same order
 */
record SparseRow(ImmutableIntArray columns, ImmutableDoubleArray values) {
  /** How many there are. */
  int size() {
    return columns.length();
  }
}
