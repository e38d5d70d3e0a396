package dev.cloze.verbalizer;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Nearest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A label's rule: for each sub-prompt that it names, the values of which one has to be found.
 *
 * @param values by sub-prompt
 */
record Rule(ImmutableSetMultimap<String, String> values) {
  private static final Splitter AND = Splitter.on(Pattern.compile("\\s+and\\s+")).trimResults();
  private static final Splitter EQUALS = Splitter.on('=').trimResults();
  private static final Splitter OR = Splitter.on('|').trimResults();

  /**
   * Reads the rules of all labels.
   *
   * @throws ClozeException {@link VerbalizerError#BAD_RULE}
   */
  static ImmutableMap<String, Rule> all(
      ImmutableMap<String, String> labels, ImmutableMap<String, RuleOptions.SubPrompt> known) {
    ImmutableMap.Builder<String, Rule> rules = ImmutableMap.builder();
    Map<Rule, String> seen = new HashMap<>();
    labels.forEach(
        (label, text) -> {
          Rule rule = read(label, text, known);
          String other = seen.putIfAbsent(rule, label);
          if (other != null) {
            throw bad(
                label,
                "it has the rule of the label '%s': nothing tells them apart".formatted(other));
          }
          rules.put(label, rule);
        });
    return rules.buildOrThrow();
  }

  private static Rule read(
      String label, String text, ImmutableMap<String, RuleOptions.SubPrompt> known) {
    ImmutableSetMultimap.Builder<String, String> values = ImmutableSetMultimap.builder();
    Map<String, String> seen = new HashMap<>();
    for (String term : AND.split(text.strip())) {
      List<String> sides = EQUALS.splitToList(term);
      if (sides.size() != 2) {
        throw bad(label, "found '%s'; a sub-prompt, '=' and a value belong there".formatted(term));
      }
      String name = sides.get(0);
      if (!known.containsKey(name)) {
        throw bad(
            label, "no sub-prompt is named '%s'; %s".formatted(name, hint(name, known.keySet())));
      }
      if (seen.put(name, term) != null) {
        throw bad(
            label,
            "the sub-prompt '%s' stands twice; write 'value|value' for either".formatted(name));
      }
      ImmutableList<String> there = known.get(name).values().keySet().asList();
      for (String value : OR.split(sides.get(1))) {
        if (!there.contains(value)) {
          throw bad(
              label,
              "the sub-prompt '%s' has no value '%s'; %s"
                  .formatted(name, value, hint(value, there)));
        }
        values.put(name, value);
      }
    }
    return new Rule(values.build());
  }

  private static String hint(String found, Iterable<String> known) {
    return Nearest.hint(found, ImmutableList.copyOf(known));
  }

  private static ClozeException bad(String label, String message) {
    return new ClozeException(VerbalizerError.BAD_RULE, "rule of '%s': %s", label, message);
  }
}
