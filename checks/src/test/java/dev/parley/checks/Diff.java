package dev.parley.checks;

import java.util.ArrayList;
import java.util.List;

/** Lines that went ({@code -}) and lines that came ({@code +}), in order, by a longest common subsequence. */
final class Diff {
    private Diff() {}

    static List<String> of(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        var lines = new ArrayList<String>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                i++;
                j++;
            } else if (i < before.size() && (j == after.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.add("- " + before.get(i++).strip());
            } else {
                lines.add("+ " + after.get(j++).strip());
            }
        }
        return lines;
    }
}
