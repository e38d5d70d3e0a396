package dev.cloze.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;

/**
 * A line of a soft-label file.
 *
 * @param example with its soft label
 * @param members what each annotator said, by name: numbers in the order of the labels, [L], of any
 *     scale; nothing is trained on them
 */
public record SoftLabelLine(Example example, ImmutableMap<String, ImmutableDoubleArray> members) {
  /** Checks that there is a soft label. */
  public SoftLabelLine {
    checkArgument(example.soft().isPresent(), "example '%s' has no soft label", example.id());
  }

  /** What one annotator said, whose numbers are the soft label's own. */
  public static SoftLabelLine of(Example example) {
    return new SoftLabelLine(example, ImmutableMap.of());
  }
}
