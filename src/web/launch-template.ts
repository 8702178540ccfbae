import { Tags, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { WebSettings } from './web-options';
import { invalid } from '../core/validation';

const ROOT_VOLUME_GIB = 20;
const ROOT_DEVICE = '/dev/xvda';

/** Properties of the servers' launch template. */
export interface LaunchTemplateProps extends Pick<WebSettings, 'server' | 'serverSize'> {
  readonly role: Role;
  readonly securityGroup: ec2.SecurityGroup;
  /** Renders the user data when the template is synthesized. */
  readonly script: () => string;
}

/**
 * Creates the launch template of the servers: encrypted root volume, IMDSv2, detailed monitoring.
 *
 * @param scope - the parent of the template
 * @param props - the server decides the machine image, unless it is installed on Amazon Linux 2023
 */
export function createLaunchTemplate(scope: Construct, props: LaunchTemplateProps): ec2.LaunchTemplate {
  const { image } = props.server;
  const { architecture } = props.serverSize;
  const template = new ec2.LaunchTemplate(scope, 'LaunchTemplate', {
    machineImage:
      image?.machineImage ??
      ec2.MachineImage.latestAmazonLinux2023({
        cachedInContext: false,
        cpuType:
          architecture === ec2.InstanceArchitecture.ARM_64
            ? ec2.AmazonLinuxCpuType.ARM_64
            : ec2.AmazonLinuxCpuType.X86_64,
      }),
    userData: ec2.UserData.custom(Token.asString({ resolve: props.script })),
    role: props.role,
    securityGroup: props.securityGroup,
    requireImdsv2: true,
    httpEndpoint: true,
    httpTokens: ec2.LaunchTemplateHttpTokens.REQUIRED,
    httpPutResponseHopLimit: 1,
    detailedMonitoring: true,
    blockDevices: [
      {
        deviceName: image?.rootDeviceName ?? ROOT_DEVICE,
        volume: ec2.BlockDeviceVolume.ebs(ROOT_VOLUME_GIB, {
          encrypted: true,
          volumeType: ec2.EbsDeviceVolumeType.GP3,
          deleteOnTermination: true,
        }),
      },
    ],
  });
  if (template.osType === ec2.OperatingSystemType.WINDOWS) {
    invalid({
      prop: 'web.server',
      expected: 'a machine image of Linux',
      got: 'an image of Windows',
      fix: 'build the image on Amazon Linux 2023',
    });
  }
  // The group already tags its instances with a name.
  Tags.of(template).remove('Name');
  return template;
}
