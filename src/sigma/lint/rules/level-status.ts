import { withHead } from '../example.ts';
import { textAt } from '../read.ts';
import { lintRule } from '../rule.ts';

const DOUBTFUL = ['experimental', 'unsupported'];

export const levelStatus = lintRule({
  code: 'lint-level-status',
  doc: '`level: critical` where the `status` is `experimental` or `unsupported`.',
  examples: [{ text: leveled('experimental', '«critical»') }, { text: leveled('unsupported', '«critical»') }],
  counterExamples: [leveled('experimental', 'high'), leveled('test', 'critical')],
  find: ({ root }) => {
    const [level, status] = [textAt(root, 'level'), textAt(root, 'status')];
    if (level?.text !== 'critical' || status === undefined || !DOUBTFUL.includes(status.text)) return [];
    return [{ at: level.span, args: { status: status.text } }];
  },
});

function leveled(status: string, level: string): string {
  return withHead('title: Something', `status: ${status}`).replace(/^level: low$/m, `level: ${level}`);
}
