package dev.cloze.run;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import dev.cloze.nn.Parameter;
import dev.cloze.nn.Site;
import dev.cloze.plm.LanguageModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The parameters and sites of a model by the parts of their names. Layers that are alike are one
 * branch, {@code layer.[0-11]}.
 *
 * @param name the last part of the name, or several where no branch lies between them
 * @param times how many equal parts of the model this branch stands for
 * @param shape of a parameter; empty for a part of the model
 * @param sites what may act here, in words
 * @param children what is within
 */
public record ModelTree(
    String name,
    int times,
    ImmutableList<Long> shape,
    ImmutableList<String> sites,
    ImmutableList<ModelTree> children) {

  /** The tree of a model. */
  public static ModelTree of(LanguageModel model) {
    Branch root = new Branch();
    for (Parameter parameter : model.parameters()) {
      for (Parameter.Source source : parameter.sources()) {
        root.at(source.path()).shape = shape(parameter, source);
      }
    }
    for (Site site : model.sites()) {
      if (!(site instanceof Site.Parameter)) {
        root.at(site.path()).sites.add(describe(site));
      }
    }
    return root.folded(model.shape().modelType());
  }

  /** How many numbers the parameters of this branch hold, all its equal parts counted. */
  public long count() {
    long own = shape.isEmpty() ? 0 : shape.stream().reduce(1L, (a, b) -> a * b);
    return times * (own + children.stream().mapToLong(ModelTree::count).sum());
  }

  /** How many sites this branch has, all its equal parts counted, parameters left out. */
  public int siteCount() {
    return times * (sites.size() + children.stream().mapToInt(ModelTree::siteCount).sum());
  }

  /** The shape of a checkpoint tensor, as the checkpoint has it. */
  private static ImmutableList<Long> shape(Parameter parameter, Parameter.Source source) {
    List<Long> shape = new ArrayList<>(Longs.asList(parameter.tensor().shape()));
    shape.set(0, source.rows());
    return source.transposed()
        ? ImmutableList.copyOf(shape).reverse()
        : ImmutableList.copyOf(shape);
  }

  private static String describe(Site site) {
    if (site instanceof Site.Input input) {
      return "input " + input.hidden();
    } else if (site instanceof Site.Embedding table) {
      return "embedding " + lower(table.table());
    } else if (site instanceof Site.Linear linear) {
      return "linear %s %d>%d".formatted(lower(linear.role()), linear.in(), linear.out());
    } else if (site instanceof Site.KeyValue keyValue) {
      return "key-value %s %d heads of %d"
          .formatted(lower(keyValue.attends()), keyValue.heads(), keyValue.headSize());
    } else if (site instanceof Site.Branch branch) {
      return "branch " + lower(branch.sublayer());
    } else if (site instanceof Site.LayerOutput) {
      return "layer output";
    } else if (site instanceof Site.Head) {
      return "head";
    }
    throw new IllegalArgumentException("no words for " + site);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private ModelTree named(String other, int count) {
    return new ModelTree(other, count, shape, sites, children);
  }

  /** A branch while it grows. */
  private static final class Branch {
    private final Map<String, Branch> children = new LinkedHashMap<>();
    private final List<String> sites = new ArrayList<>();
    private ImmutableList<Long> shape = ImmutableList.of();

    Branch at(String path) {
      Branch branch = this;
      for (String part : Splitter.on('.').split(path)) {
        branch = branch.children.computeIfAbsent(part, p -> new Branch());
      }
      return branch;
    }

    ModelTree folded(String name) {
      List<ModelTree> folded =
          Folding.of(
              children.entrySet().stream()
                  .map(child -> child.getValue().folded(child.getKey()))
                  .collect(Collectors.toList()));
      if (folded.size() == 1 && shape.isEmpty() && sites.isEmpty()) {
        ModelTree only = folded.get(0);
        return only.named(name + "." + only.name(), only.times());
      }
      return new ModelTree(
          name, 1, shape, ImmutableList.copyOf(sites), ImmutableList.copyOf(folded));
    }
  }

  /** Makes one of neighbours that differ only in their number. */
  private static final class Folding {
    private Folding() {}

    static List<ModelTree> of(List<ModelTree> children) {
      List<ModelTree> folded = new ArrayList<>();
      int start = 0;
      while (start < children.size()) {
        int end = start + 1;
        while (end < children.size()
            && follows(children.get(start), children.get(end), end - start)) {
          end++;
        }
        ModelTree first = children.get(start);
        folded.add(
            end - start == 1
                ? first
                : first.named(
                    "[%s-%s]".formatted(first.name(), children.get(end - 1).name()), end - start));
        start = end;
      }
      return folded;
    }

    private static boolean follows(ModelTree first, ModelTree later, int distance) {
      Integer from = Ints.tryParse(first.name());
      Integer to = Ints.tryParse(later.name());
      return from != null
          && to != null
          && to - from == distance
          && later.named(first.name(), first.times()).equals(first);
    }
  }
}
