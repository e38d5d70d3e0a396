package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.data.LabelSet;
import dev.cloze.data.SoftLabel;
import dev.cloze.data.SoftLabelFile;
import dev.cloze.data.SoftLabelLine;
import dev.cloze.data.SoftLabelStream;
import dev.cloze.run.NewFolder;
import dev.cloze.run.WholeFile;
import dev.cloze.task.Combination;
import dev.cloze.task.Prediction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * The training sets of a generation of iPET, one for each member, drawn from what the members of
 * the generation before said of the unlabelled texts. Texts are read twice and not kept; what is
 * kept is a number for each text, member and label.
 *
 * @param generation which is to be trained, from 2
 * @param members their names, in the order of {@code weights}
 * @param weights how heavy they are
 * @param labelled how many labelled examples each label has
 */
record NextGeneration(
    PetOptions options,
    int generation,
    ImmutableList<String> members,
    Combination weights,
    ImmutableList<Integer> labelled,
    LabelSet labels,
    Seeds seeds) {

  /** Who labels the texts of a member, and what was drawn. */
  private record Plan(
      String member, ImmutableList<String> others, ImmutableList<Growth.Drawn> drawn) {}

  /**
   * Draws and writes the sets.
   *
   * @param said the soft labels of the generation before, with what each member said
   * @param files where each member's set goes
   * @return why there is no next generation, where a label gets no text; then nothing is written
   */
  Optional<String> write(Path said, ImmutableMap<String, Path> files) {
    if (files.values().stream().allMatch(Files::exists)) {
      return Optional.empty();
    }
    Map<String, List<Prediction>> votes = votes(said);
    int all = labelled.stream().mapToInt(Integer::intValue).sum();
    ImmutableList<Integer> wanted = Growth.shares(labelled, options.added(generation, all));
    List<Plan> plans = new ArrayList<>();
    for (String member : members) {
      Plan plan = plan(member, votes, wanted, all == 0 && generation == 2);
      Optional<String> lacking = lacking(plan, wanted, votes.get(member).size());
      if (lacking.isPresent()) {
        return lacking;
      }
      plans.add(plan);
    }
    write(said, plans, files);
    return Optional.empty();
  }

  private Plan plan(
      String member,
      Map<String, List<Prediction>> votes,
      ImmutableList<Integer> wanted,
      boolean first) {
    List<String> others = new ArrayList<>(members);
    if (members.size() > 1) {
      others.remove(member);
    }
    Collections.shuffle(others, new Random(seeds.derive("others of " + member, generation)));
    ImmutableList<String> chosen =
        ImmutableList.copyOf(others.subList(0, Growth.labelling(others.size(), options.others())));
    List<Prediction> together = together(chosen).combine(chosen.stream().map(votes::get).toList());
    return new Plan(
        member,
        chosen,
        Growth.draw(
            together,
            wanted,
            first ? OptionalInt.of(options.likeliest()) : OptionalInt.empty(),
            new SplittableRandom(seeds.derive("texts of " + member, generation))));
  }

  private Combination together(List<String> chosen) {
    List<Double> own =
        chosen.stream().map(name -> weights.weights().get(members.indexOf(name))).toList();
    return own.stream().allMatch(weight -> weight == 0)
        ? Combination.mean(own.size()).by(weights.kind())
        : Combination.weighted(own).by(weights.kind());
  }

  private Optional<String> lacking(Plan plan, ImmutableList<Integer> wanted, int texts) {
    for (int label = 0; label < wanted.size(); label++) {
      int number = label;
      if (wanted.get(label) > 0 && plan.drawn().stream().noneMatch(d -> d.label() == number)) {
        return Optional.of(
            "generation %d is not trained: of %d texts none is labelled '%s' by %s, so that %s would"
                    .formatted(
                        generation,
                        texts,
                        labels.names().get(label),
                        String.join(" and ", plan.others()),
                        plan.member())
                + " see none; the generations end here");
      }
    }
    return Optional.empty();
  }

  private Map<String, List<Prediction>> votes(Path said) {
    Map<String, List<Prediction>> votes = new LinkedHashMap<>();
    members.forEach(member -> votes.put(member, new ArrayList<>()));
    try (SoftLabelStream lines = SoftLabelFile.open(said, labels)) {
      while (lines.hasNext()) {
        SoftLabelLine line = lines.next();
        for (String member : members) {
          ImmutableDoubleArray own = vote(line, member, said);
          votes.get(member).add(new Prediction(line.example().id(), Annotation.best(own), own));
        }
      }
    }
    return votes;
  }

  private static ImmutableDoubleArray vote(SoftLabelLine line, String member, Path said) {
    return Optional.ofNullable(line.members().get(member))
        .orElseThrow(
            () ->
                new ClozeException(
                    RecipeError.NO_VOTES,
                    "%s: text '%s' does not tell what %s said; a next generation is drawn from what"
                        + " each member says, under the key 'members'",
                    said,
                    line.example().id(),
                    member));
  }

  private void write(Path said, List<Plan> plans, ImmutableMap<String, Path> files) {
    List<ImmutableListMultimap<Integer, Integer>> wanted =
        plans.stream().map(NextGeneration::byText).collect(toImmutableList());
    List<List<String>> lines = new ArrayList<>();
    plans.forEach(plan -> lines.add(new ArrayList<>()));
    try (SoftLabelStream texts = SoftLabelFile.open(said, labels)) {
      for (int text = 0; texts.hasNext(); text++) {
        Example example = texts.next().example();
        for (int i = 0; i < plans.size(); i++) {
          for (int label : wanted.get(i).get(text)) {
            lines.get(i).add(line(example, label, plans.get(i).others()));
          }
        }
      }
    }
    for (int i = 0; i < plans.size(); i++) {
      Path file = files.get(plans.get(i).member());
      List<String> own = lines.get(i);
      NewFolder.create(file.getParent());
      WholeFile.write(file, writer -> writer.write(String.join("\n", own) + "\n"));
    }
  }

  /** The labels of each text; one that is drawn for two is trained on as both. */
  private static ImmutableListMultimap<Integer, Integer> byText(Plan plan) {
    return plan.drawn().stream()
        .collect(
            ImmutableListMultimap.toImmutableListMultimap(Growth.Drawn::text, Growth.Drawn::label));
  }

  private String line(Example example, int label, List<String> others) {
    SoftLabel certain =
        new SoftLabel(
            SoftLabel.certain(label, labels.size()).distribution(),
            1,
            "generation %d: %s".formatted(generation - 1, String.join(", ", others)));
    return SoftLabelFile.line(SoftLabelLine.of(example.withSoft(certain)), labels);
  }
}
