import { CfnParameter } from 'aws-cdk-lib';
import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import type { CfnKeyProps } from 'aws-cdk-lib/aws-kms';
import { rules } from 'cdk-nag';
import { kmsKeyRotation } from '../../../../src/well-architected/rules/security/kms-key-rotation';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const key =
  (props: CfnKeyProps): Build =>
  (stack) => {
    new CfnKey(stack, 'Key', { keyPolicy: {}, ...props });
  };

export const cases: RuleCases = {
  rule: kmsKeyRotation,
  compliant: {
    'a key that rotates': key({ enableKeyRotation: true }),
    'a key with spec and origin': key({ enableKeyRotation: true, keySpec: 'SYMMETRIC_DEFAULT', origin: 'AWS_KMS' }),
  },
  failing: {
    'a key without the setting': { build: key({}), fails: ['Properties.EnableKeyRotation'] },
    'a key that does not rotate': key({ enableKeyRotation: false }),
  },
  notApplicable: {
    'a pair of keys': key({ keySpec: 'RSA_2048', keyUsage: 'SIGN_VERIFY' }),
    'a key for codes of messages': key({ keySpec: 'HMAC_256', keyUsage: 'GENERATE_VERIFY_MAC' }),
    'material from elsewhere': key({ origin: 'EXTERNAL' }),
    'a name of a key': (stack) => {
      new CfnAlias(stack, 'Alias', { aliasName: 'alias/a', targetKeyId: 'key' });
    },
  },
  token: (stack) => {
    const rotation = new CfnParameter(stack, 'Rotation');
    new CfnKey(stack, 'Key', { keyPolicy: {} }).addPropertyOverride('EnableKeyRotation', rotation.valueAsString);
  },
  override: {
    state: 'compliant',
    build: (stack) => {
      new CfnKey(stack, 'Key', { keyPolicy: {} }).addPropertyOverride('EnableKeyRotation', 'true');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::KMS::Key')) properties.EnableKeyRotation = false;
    },
  },
  oracles: [{ name: 'KMSBackingKeyRotationEnabled', rule: rules.kms.KMSBackingKeyRotationEnabled }],
};
